-- One row per event that a controller or PCS block logged: fault, trip, comms loss, derate, maintenance, grid outage.
with

events as (
    select * from {{ ref('stg_tmeic__event') }}
    where quarantine_reason is null
),

work_orders as (
    select * from {{ ref('stg_cmms__work_order') }}
    where quarantine_reason is null and event_id is not null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

first_work_orders as (
    select
        event_id,
        min_by(work_order_id, opened_at) as work_order_id
    from work_orders
    group by 1
),

site_events as (
    select
        events.event_id,
        events.site_id,
        events.asset_id,
        events.event_type,
        events.severity,
        events.code as fault_code,
        events.description,
        events.parent_event_id,
        first_work_orders.work_order_id,
        events.raised_at as started_at,
        events.acknowledged_at,
        events.cleared_at as ended_at,
        {{ site_local_date('events.raised_at', 'sites.time_zone') }} as site_local_date,
        {{ elapsed_minutes('events.raised_at', 'coalesce(events.cleared_at, as_of.as_of_at)') }} as duration_minutes,
        events.cleared_at is null as is_active
    from events
    inner join sites on events.site_id = sites.site_id
    inner join as_of on events.site_id = as_of.site_id
    left join first_work_orders on events.event_id = first_work_orders.event_id
)

select * from site_events
