-- One row per PCS block and minute that the exclusion register covers, with the category that goes first.
with

entries as (
    select * from {{ ref('stg_ems__site_status') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'inverter'
),

minutes as (
    select
        site_id,
        interval_start_at
    from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

-- An entry for the plant controller means every block of the site.
block_entries as (
    select
        assets.site_id,
        assets.asset_id as inverter_id,
        entries.status_id,
        entries.status,
        entries.started_at,
        entries.ended_at
    from assets
    inner join entries
        on
            assets.site_id = entries.site_id
            and (assets.asset_id = entries.asset_id or assets.parent_asset_id = entries.asset_id)
),

covered as (
    select
        block_entries.inverter_id,
        minutes.interval_start_at,
        block_entries.status_id,
        block_entries.status
    from block_entries
    inner join minutes
        on
            block_entries.site_id = minutes.site_id
            and block_entries.started_at <= minutes.interval_start_at
            and (block_entries.ended_at is null or block_entries.ended_at > minutes.interval_start_at)
    -- The alphabet happens to give B.1's order of priority: force majeure, grid, instructed, planned.
    qualify row_number() over (
        partition by block_entries.inverter_id, minutes.interval_start_at
        order by block_entries.status, block_entries.started_at, block_entries.status_id
    ) = 1
)

select * from covered
