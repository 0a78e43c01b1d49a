-- One row per site and loss of communication, classified by what the meter saw, with the events it came with.
with

gaps as (
    select * from {{ ref('int_comms__gap') }}
),

minutes as (
    select * from {{ ref('fact_comms_minute') }}
    where is_blind
),

events as (
    select * from {{ ref('fact_events') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

-- What the log holds of the time of the gap, and what it says the gap caused later.
linked as (
    select
        gaps.site_id,
        gaps.started_at,
        min_by(events.event_id, events.started_at) filter (where events.event_type = 'comms_loss') as comms_event_id,
        min_by(events.event_id, events.started_at) filter (where events.event_type in ('trip', 'fault', 'grid_outage'))
            as outage_event_id,
        count(events.event_id) as event_count
    from gaps
    left join events
        on
            gaps.site_id = events.site_id
            and gaps.started_at <= events.started_at
            and gaps.ended_at > events.started_at
    group by 1, 2
),

unseen as (
    select
        gaps.site_id,
        gaps.started_at,
        count(*) as blind_minutes,
        sum(minutes.blind_mwh) as blind_mwh
    from gaps
    inner join minutes
        on
            gaps.site_id = minutes.site_id
            and gaps.started_at <= minutes.interval_start_at
            and gaps.ended_at > minutes.interval_start_at
    group by 1, 2
),

placed as (
    select
        gaps.*,
        {{ site_local_date('gaps.started_at', 'sites.time_zone') }} as site_local_date,
        {{ elapsed_minutes(
            'cast(' ~ site_local_date('gaps.started_at', 'sites.time_zone') ~ ' as timestamp)',
            local_timestamp('gaps.started_at', 'sites.time_zone')
        ) }} / 60 as from_local_hour
    from gaps
    inner join sites on gaps.site_id = sites.site_id
),

site_gaps as (
    select
        placed.site_id,
        placed.started_at,
        placed.ended_at,
        placed.site_local_date,
        placed.from_local_hour,
        placed.from_local_hour + placed.gap_minutes / cast(60 as double) as to_local_hour,
        placed.gap_minutes,
        placed.gap_class,
        placed.scheduled_minutes,
        placed.standing_minutes,
        placed.scheduled_mwh,
        placed.metered_mwh,
        coalesce(unseen.blind_minutes, 0) as blind_minutes,
        coalesce(unseen.blind_mwh, 0) as blind_mwh,
        linked.comms_event_id,
        linked.outage_event_id,
        linked.event_count
    from placed
    inner join linked on placed.site_id = linked.site_id and placed.started_at = linked.started_at
    left join unseen on placed.site_id = unseen.site_id and placed.started_at = unseen.started_at
)

select * from site_gaps
