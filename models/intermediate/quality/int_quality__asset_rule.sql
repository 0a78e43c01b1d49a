-- One row per asset and tag with limits, its own limits in the tag's unit.
with

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

rules as (
    select * from {{ ref('telemetry_tags') }}
    where minimum is not null
),

asset_limits as (
    select
        assets.asset_id,
        assets.asset_type,
        assets.rated_kva,
        assets.nameplate_dc_kwh,
        rules.tag,
        rules.minimum
        * case rules.scale when 'rated_kw' then assets.rated_kw when 'rated_kva' then assets.rated_kva else 1 end
            as minimum,
        rules.maximum
        * case rules.scale when 'rated_kw' then assets.rated_kw when 'rated_kva' then assets.rated_kva else 1 end
            as maximum,
        rules.max_change_per_minute,
        rules.flat_line_minutes
    from assets
    inner join rules on assets.asset_type = rules.asset_type
)

select * from asset_limits
