-- One row per site and hour, minutes of controller telemetry and how many of them came over the link.
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
    where asset_type = 'controller'
),

hours as (
    select
        site_id,
        {{ period_start('interval_start_at', 60) }} as hour_start_at,
        min(site_local_date) as site_local_date,
        count(*) as controller_minutes,
        count(*) filter (where comms_drop_rate < 1) as connected_minutes
    from telemetry
    group by 1, 2
),

compared as (
    select
        *,
        {{ safe_ratio('connected_minutes', 'cast(controller_minutes as double)') }} as comms_uptime_ratio
    from hours
)

select * from compared
