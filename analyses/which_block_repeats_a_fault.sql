-- Which block repeats the same fault within the escalation window, and does it come ever sooner? Asked by the maintenance lead.
with

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

faults as (
    select
        *,
        lag(started_at) over (partition by asset_id, fault_code order by started_at) as previous_started_at
    from {{ ref('fact_events') }}
    where event_type in ('fault', 'trip')
),

repeats as (
    select
        site_id,
        asset_id,
        fault_code,
        count(*) as fault_count,
        count(*) filter (
            where {{ elapsed_minutes('previous_started_at', 'started_at') }} / 1440 <= {{ limit_of('repeat_fault_days') }}
        ) as repeat_count,
        min(started_at) as first_started_at,
        max(started_at) as last_started_at,
        round(sum(duration_minutes) / 60, 1) as hours_down
    from faults
    group by 1, 2, 3
)

select * from repeats
where repeat_count > 0
order by repeat_count desc, hours_down desc
