-- One row per PCS block and minute, its one availability state and the minutes that raw and contract count.
with

block_minutes as (
    select * from {{ ref('int_availability__block_minute') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

days as (
    {{ local_days_of([ref('int_availability__block_minute')]) }}
),

counted as (
    select
        block_minutes.site_id,
        block_minutes.inverter_id as asset_id,
        block_minutes.interval_start_at,
        {{ local_date_within('block_minutes.interval_start_at', 'days') }} as site_local_date,
        block_minutes.availability_state,
        block_minutes.unavailable_ratio,
        assets.rated_kw / 1000 as rated_mw,
        block_minutes.is_comms_lost,
        block_minutes.is_grid_excluded,
        block_minutes.is_contract_excluded
    from block_minutes
    inner join assets on block_minutes.inverter_id = assets.asset_id
    inner join days
        on
            block_minutes.site_id = days.site_id
            and cast(block_minutes.interval_start_at as date) = days.utc_date
)

select * from counted
