-- One row per site and hour, minutes of controller telemetry and how many of them came over the link.
with

minutes as (
    select * from {{ ref('fact_comms_minute') }}
    where is_recorded
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

hours as (
    select
        site_id,
        {{ period_start('interval_start_at', 60) }} as hour_start_at,
        min(site_local_date) as site_local_date,
        count(*) as controller_minutes,
        count(*) filter (where is_connected) as connected_minutes
    from minutes
    group by 1, 2
),

-- The newest hour is as long as data reach into it.
covered as (
    select
        hours.*,
        {{ safe_ratio(
            'cast(hours.controller_minutes as double)',
            'least(60, ' ~ elapsed_minutes('hours.hour_start_at', 'as_of.as_of_at') ~ ')'
        ) }} as coverage_ratio
    from hours
    inner join as_of on hours.site_id = as_of.site_id
),

site_hours as (
    select
        site_id,
        hour_start_at,
        site_local_date,
        controller_minutes,
        connected_minutes,
        {{ if_covered(safe_ratio('connected_minutes', 'cast(controller_minutes as double)'), 'coverage_ratio') }}
            as comms_uptime_ratio,
        coverage_ratio
    from covered
)

select * from site_hours
