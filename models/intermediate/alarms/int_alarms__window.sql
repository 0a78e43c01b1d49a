-- One row per site and ten-minute window in which any site delivered, alarms annunciated to its operators.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

alarms as (
    select * from {{ ref('stg_tmeic__alarm') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

-- Quiet windows count too: load is alarms over all time, not over the time in which something rang.
windows as (
    select
        {{ period_start('interval_start_at', var('alarm_window_minutes')) }} as window_start_at
    from telemetry
    group by 1
),

own_windows as (
    select
        site_id,
        {{ period_start('interval_start_at', var('alarm_window_minutes')) }} as window_start_at
    from telemetry
    group by 1, 2
),

window_alarms as (
    select
        site_id,
        {{ period_start('raised_at', var('alarm_window_minutes')) }} as window_start_at,
        count(*) as alarm_count
    from alarms
    group by 1, 2
),

counted as (
    select
        sites.site_id,
        windows.window_start_at,
        {{ site_local_date('windows.window_start_at', 'sites.time_zone') }} as site_local_date,
        own_windows.site_id is not null as is_recorded,
        coalesce(window_alarms.alarm_count, 0) as alarm_count
    from sites
    cross join windows
    left join own_windows
        on sites.site_id = own_windows.site_id and windows.window_start_at = own_windows.window_start_at
    left join window_alarms
        on sites.site_id = window_alarms.site_id and windows.window_start_at = window_alarms.window_start_at
)

select * from counted
