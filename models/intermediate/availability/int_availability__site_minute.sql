-- One row per site and minute, share of its rated power in service.
with

block_minutes as (
    select * from {{ ref('int_availability__block_minute') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

site_minutes as (
    select
        block_minutes.site_id,
        block_minutes.interval_start_at,
        sum(assets.rated_kw * (1 - block_minutes.unavailable_ratio)) / sum(assets.rated_kw) as available_ratio,
        max(case when block_minutes.is_comms_lost then 1 else 0 end) = 1 as is_comms_lost
    from block_minutes
    inner join assets on block_minutes.inverter_id = assets.asset_id
    group by 1, 2
)

select * from site_minutes
