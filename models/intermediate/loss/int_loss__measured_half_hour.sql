-- One row per site and settlement period, how far the meter fell short of the schedule, and minutes that is known of.
-- A table: it reads all site-minutes.
{{ config(materialized='table') }}
with

powers as (
    select * from {{ ref('int_loss__power_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

half_hours as (
    select
        powers.site_id,
        {{ period_start('powers.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        sum(case when powers.is_measured then powers.scheduled_kw - powers.metered_kw else 0 end) / 60e3
            as shortfall_mwh,
        count(*) filter (where powers.is_measured) as measured_minutes,
        max(sites.period_minutes) as period_minutes
    from powers
    inner join sites on powers.site_id = sites.site_id
    group by 1, 2
)

select * from half_hours
