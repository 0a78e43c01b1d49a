-- A flood not found leaves an operator drowning unseen; one invented sends engineers after noise.
with

floods as (
    select * from {{ ref('fact_alarm_flood') }}
),

alarms as (
    select * from {{ ref('fact_alarm') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- Single events that raised more alarms than a flood begins with.
planted as (
    select
        site_id,
        event_id,
        min(raised_at) as first_raised_at,
        max(raised_at) as last_raised_at,
        count(*) as alarm_count
    from alarms
    where event_id is not null
    group by site_id, event_id, alarm_code
    having
        count(*) > {{ limit_of('alarm_flood_count') }}
        and {{ elapsed_minutes('min(raised_at)', 'max(raised_at)') }} < {{ var('alarm_window_minutes') }}
),

missed as (
    select
        planted.site_id,
        planted.first_raised_at as started_at,
        'missed' as complaint
    from planted
    left join floods
        on
            planted.site_id = floods.site_id
            and planted.first_raised_at >= floods.started_at
            and planted.last_raised_at <= floods.ended_at
            and planted.alarm_count <= floods.alarm_count
    where floods.site_id is null
),

-- Alarms that no event explains come one by one: a flood made mostly of them is none.
invented as (
    select
        floods.site_id,
        floods.started_at,
        'invented' as complaint
    from floods
    left join alarms
        on
            floods.site_id = alarms.site_id
            and alarms.raised_at between floods.started_at and floods.ended_at
            and alarms.event_id is not null
    group by floods.site_id, floods.started_at, floods.alarm_count
    having count(alarms.alarm_id) < 0.5 * floods.alarm_count
)

select * from missed
union all
select * from invented
