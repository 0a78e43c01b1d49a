-- One row per site and loss of communication, its class, energy and the events it came with.
with

gaps as (
    select * from {{ ref('fact_comms_gap') }}
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

registered as (
    select
        gaps.site_id,
        sites.site_name,
        gaps.started_at,
        gaps.ended_at,
        {{ site_local_date('gaps.started_at', 'sites.time_zone') }} as site_local_date,
        gaps.gap_minutes,
        gaps.gap_class,
        gaps.scheduled_minutes,
        gaps.standing_minutes,
        gaps.scheduled_mwh,
        gaps.metered_mwh,
        linked.comms_event_id,
        linked.outage_event_id,
        linked.event_count
    from gaps
    inner join sites on gaps.site_id = sites.site_id
    inner join linked on gaps.site_id = linked.site_id and gaps.started_at = linked.started_at
)

select * from registered
