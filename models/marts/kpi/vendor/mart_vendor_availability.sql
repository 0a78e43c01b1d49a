-- One row per block, site and vendor, contractual availability with its interval.
with

availability as (
    select * from {{ ref('fact_benchmark_availability') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

named as (
    select
        availability.entity_type,
        availability.entity_id,
        case availability.entity_type
            when 'block' then assets.asset_name
            when 'site' then sites.site_name
            else availability.entity_id
        end as entity_name,
        availability.vendor,
        coalesce(assets.site_id, sites.site_id) as site_id,
        availability.site_count,
        availability.block_count,
        availability.block_minutes,
        availability.known_block_minutes,
        {{ safe_ratio('cast(availability.known_block_minutes as double)', 'availability.block_minutes') }}
            as coverage_ratio,
        availability.contractual_counted_mw_minutes,
        availability.contractual_available_mw_minutes,
        availability.availability_lower_ratio,
        availability.availability_upper_ratio
    from availability
    left join assets on availability.entity_id = assets.asset_id and availability.entity_type = 'block'
    left join sites on availability.entity_id = sites.site_id and availability.entity_type = 'site'
),

divided as (
    select
        *,
        {{ if_covered(
            safe_ratio('contractual_available_mw_minutes', 'contractual_counted_mw_minutes'), 'coverage_ratio'
        ) }} as contractual_availability_ratio
    from named
)

select * from divided
