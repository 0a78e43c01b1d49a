-- One row per site, with the clock of the market it trades in.
with

sites as (
    select * from {{ ref('stg_finance__site') }}
    where quarantine_reason is null
),

markets as (
    select * from {{ ref('markets') }}
),

joined as (
    select
        sites.*,
        markets.time_zone,
        markets.period_minutes,
        markets.meter_interval_minutes,
        markets.volume_decimals,
        markets.currency
    from sites
    left join markets on sites.market_id = markets.market_id
)

select * from joined
