-- One row per site, settlement period and physical cause, energy lost and energy that stayed in store for it.
-- A table: money, events and audit start from it, and it reads all site-minutes.
{{ config(materialized='table') }}
with

cause_minutes as (
    select * from {{ ref('int_loss__cause_minute') }}
),

conversions as (
    select * from {{ ref('int_loss__conversion') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

stored as (
    select
        cause_minutes.site_id,
        {{ period_start('cause_minutes.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        cause_minutes.cause,
        cause_minutes.lost_kw,
        {{ stored_kw('cause_minutes.after_kw', 'cause_minutes.service_after_ratio') }}
        - {{ stored_kw('cause_minutes.before_kw', 'cause_minutes.service_before_ratio') }} as retained_kw,
        cause_minutes.alone_kw,
        {{ stored_kw('(cause_minutes.delivered_kw + cause_minutes.alone_kw)', 'cause_minutes.service_now_ratio') }}
        - {{ stored_kw('cause_minutes.delivered_kw', 'cause_minutes.service_now_ratio') }} as alone_retained_kw,
        cause_minutes.last_kw,
        {{ stored_kw('cause_minutes.scheduled_kw', '1') }}
        - {{ stored_kw('(cause_minutes.scheduled_kw - cause_minutes.last_kw)', '1') }} as last_retained_kw
    from cause_minutes
    inner join conversions on cause_minutes.site_id = conversions.site_id
    inner join sites on cause_minutes.site_id = sites.site_id
),

-- To the thousandth of a watt-hour: below that is only the last bit of doubles, and no loss.
half_hours as (
    select
        site_id,
        interval_start_at,
        cause,
        round(sum(lost_kw) / 60e3, 9) as lost_mwh,
        round(sum(retained_kw) / 60e3, 9) as retained_mwh,
        round(sum(alone_kw) / 60e3, 9) as alone_lost_mwh,
        round(sum(alone_retained_kw) / 60e3, 9) as alone_retained_mwh,
        round(sum(last_kw) / 60e3, 9) as last_lost_mwh,
        round(sum(last_retained_kw) / 60e3, 9) as last_retained_mwh
    from stored
    group by 1, 2, 3
)

select * from half_hours
