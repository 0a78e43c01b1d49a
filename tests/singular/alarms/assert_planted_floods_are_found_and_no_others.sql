-- A flood not found leaves an operator drowning unseen; one invented sends engineers after noise.
with

floods as (
    select * from {{ ref('fact_alarm_flood') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- Single events that raised more alarms than a flood begins with.
planted as (
    select
        site_id,
        event_id,
        alarm_code,
        min(raised_at) as first_raised_at,
        max(raised_at) as last_raised_at,
        count(*) as alarm_count
    from {{ ref('fact_alarm') }}
    where event_id is not null
    group by 1, 2, 3
    having
        count(*) > {{ limit_of('alarm_flood_count') }}
        and {{ elapsed_minutes('min(raised_at)', 'max(raised_at)') }} < {{ var('alarm_window_minutes') }}
),

compared as (
    select
        coalesce(planted.site_id, floods.site_id) as site_id,
        planted.event_id,
        floods.started_at,
        planted.alarm_count as planted_alarm_count,
        floods.alarm_count as found_alarm_count
    from planted
    full outer join floods
        on
            planted.site_id = floods.site_id
            and planted.first_raised_at >= floods.started_at
            and planted.last_raised_at <= floods.ended_at
)

select *
from compared
where found_alarm_count is null or planted_alarm_count is null or found_alarm_count < planted_alarm_count
