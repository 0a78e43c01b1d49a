-- One row per event that a clause counts one by one: a p1 or p2 failure to restore, a block of response to deliver.
with

clauses as (
    select * from {{ ref('dim_sla') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

events as (
    select * from {{ ref('fact_events') }}
    where event_type in ('fault', 'trip', 'derate')
),

work_orders as (
    select * from {{ ref('fact_maintenance') }}
),

response as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and service_id = 'frequency_response' and expected_quantity > 0
),

-- EFA blocks: six of four hours from 23:00 local. One outage hits both directions and is one event.
response_periods as (
    select
        response.*,
        sites.period_minutes,
        {{ minutes_later(local_timestamp('response.interval_start_at', 'sites.time_zone'), 60) }} as efa_clock
    from response
    inner join sites on response.site_id = sites.site_id
),

response_blocks as (
    select
        site_id,
        cast(efa_clock as date) as efa_date,
        cast(floor(extract(hour from efa_clock) / 4) + 1 as bigint) as efa_block,
        min(settlement_date) as occurred_date,
        min(interval_start_at) as started_at,
        {{ minutes_later('max(interval_start_at)', 'max(period_minutes)') }} as ended_at,
        {{ safe_ratio(
            'cast(sum(expected_quantity * coalesce(settled_performance_factor, expected_performance_factor)) as double)',
            'cast(sum(expected_quantity) as double)'
        ) }} as measured,
        count(*) filter (where run = 'ACCRUAL') > 0 as is_provisional
    from response_periods
    group by 1, 2, 3
),

counted as (
    select
        events.event_id as sla_event_id,
        events.site_id,
        'restore_time' as metric,
        events.site_local_date as occurred_date,
        events.started_at,
        events.ended_at,
        events.duration_minutes / 60 as measured,
        events.is_active as is_open,
        events.is_active as is_provisional
    from events
    left join work_orders on events.work_order_id = work_orders.work_order_id
    -- Until a work order is opened, the event's own severity says how urgent it is.
    where
        coalesce(
            work_orders.priority, case events.severity when 'critical' then 'p1' when 'major' then 'p2' end
        ) in ('p1', 'p2')
    union all
    select
        'efa-' || site_id || '-' || cast(efa_date as {{ dbt.type_string() }}) || '-'
        || cast(efa_block as {{ dbt.type_string() }}) as sla_event_id,
        site_id,
        'response_performance' as metric,
        occurred_date,
        started_at,
        ended_at,
        measured,
        false as is_open,
        is_provisional
    from response_blocks
),

clause_events as (
    select
        counted.sla_event_id,
        clauses.sla_term_id,
        counted.site_id,
        counted.metric,
        counted.occurred_date,
        counted.started_at,
        counted.ended_at,
        counted.measured,
        clauses.threshold,
        not {{ keeps_level('counted.measured', 'clauses.threshold', 'clauses.comparison') }} as is_failed,
        counted.is_open,
        counted.is_provisional
    from counted
    inner join clauses
        on
            counted.site_id = clauses.site_id
            and counted.metric = clauses.metric
            and counted.occurred_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or counted.occurred_date < clauses.valid_to_date)
)

select * from clause_events
