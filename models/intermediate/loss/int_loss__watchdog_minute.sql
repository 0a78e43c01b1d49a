-- One row per site and minute of a trip that the log puts down to a loss of communication, while that loss lasted.
with

events as (
    select * from {{ ref('stg_tmeic__event') }}
    where quarantine_reason is null
),

minutes as (
    select
        site_id,
        interval_start_at
    from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null and comms_drop_rate >= 1
),

watchdog_trips as (
    select
        trips.site_id,
        trips.raised_at,
        trips.cleared_at
    from events as trips
    inner join events as causes on trips.parent_event_id = causes.event_id
    where trips.event_type = 'trip' and causes.event_type = 'comms_loss'
),

watchdog_minutes as (
    select
        minutes.site_id,
        minutes.interval_start_at
    from minutes
    inner join watchdog_trips
        on
            minutes.site_id = watchdog_trips.site_id
            and minutes.interval_start_at >= watchdog_trips.raised_at
            and (watchdog_trips.cleared_at is null or minutes.interval_start_at < watchdog_trips.cleared_at)
    group by 1, 2
)

select * from watchdog_minutes
