-- One row per PCS block, site-local day, state and entry of the exclusion register, minutes and power counted and lost.
with

block_minutes as (
    select * from {{ ref('int_availability__block_minute') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

days as (
    {{ local_days_of([ref('int_availability__block_minute')]) }}
),

totals as (
    select
        block_minutes.site_id,
        block_minutes.inverter_id,
        {{ local_date_within('block_minutes.interval_start_at', 'days') }} as site_local_date,
        block_minutes.availability_state,
        block_minutes.status_id,
        block_minutes.is_grid_excluded,
        block_minutes.is_contract_excluded,
        assets.rated_kw / 1000 as rated_mw,
        min(block_minutes.interval_start_at) as first_interval_at,
        max(block_minutes.interval_start_at) as last_interval_at,
        count(*) as block_minutes,
        count(*) filter (where block_minutes.unavailable_ratio < 1) as online_block_minutes,
        sum(block_minutes.unavailable_ratio) as lost_block_minutes
    from block_minutes
    inner join assets on block_minutes.inverter_id = assets.asset_id
    inner join days
        on
            block_minutes.site_id = days.site_id
            and cast(block_minutes.interval_start_at as date) = days.utc_date
    group by 1, 2, 3, 4, 5, 6, 7, 8
),

weighed as (
    select
        *,
        rated_mw * block_minutes as counted_mw_minutes,
        rated_mw * lost_block_minutes as lost_mw_minutes
    from totals
)

select * from weighed
