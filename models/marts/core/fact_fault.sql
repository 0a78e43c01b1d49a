-- One row per fault, trip and derate, with the times of its repair and the power it took away.
with

events as (
    select * from {{ ref('fact_events') }}
),

sequenced as (
    select * from {{ ref('int_reliability__fault_sequenced') }}
),

lost as (
    select * from {{ ref('int_reliability__fault_lost') }}
),

work_orders as (
    select * from {{ ref('fact_maintenance') }}
),

timed as (
    select
        events.event_id,
        events.site_id,
        events.asset_id,
        events.event_type,
        events.severity,
        events.fault_code,
        events.description,
        events.parent_event_id,
        events.work_order_id,
        events.site_local_date,
        events.started_at,
        events.acknowledged_at,
        work_orders.work_started_at,
        events.ended_at,
        events.is_active as is_open,
        sequenced.is_failure,
        sequenced.previous_raised_at as previous_started_at,
        sequenced.is_repeat,
        {{ elapsed_minutes('events.started_at', 'events.acknowledged_at') }} as acknowledge_minutes,
        -- What came back before anyone started work needed no repair.
        case
            when work_orders.work_started_at <= events.ended_at
                then {{ elapsed_minutes('work_orders.work_started_at', 'events.ended_at') }}
        end as repair_minutes,
        {{ elapsed_minutes('events.started_at', 'events.ended_at') }} as down_minutes,
        events.duration_minutes as down_minutes_so_far,
        coalesce(lost.lost_block_minutes, 0) as lost_block_minutes,
        coalesce(lost.lost_mw_minutes, 0) as lost_mw_minutes
    from events
    inner join sequenced on events.event_id = sequenced.event_id
    left join lost on events.event_id = lost.event_id
    left join work_orders on events.work_order_id = work_orders.work_order_id
)

select * from timed
