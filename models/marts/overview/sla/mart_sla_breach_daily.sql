-- One row per clause version and site-local day with a measurement, what the day alone fell short by.
with

clauses as (
    select * from {{ ref('dim_sla') }}
),

measurements as (
    select * from {{ ref('mart_sla_measurement_daily') }}
),

hours as (
    select * from {{ ref('mart_sla_comms_hourly') }}
),

events as (
    select * from {{ ref('mart_sla_event') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

event_days as (
    select
        sla_term_id,
        occurred_date,
        max(site_id) as site_id,
        max(metric) as metric,
        max(measured) as measured,
        count(*) as event_count,
        count(*) filter (where is_failed) as failed_event_count
    from events
    group by 1, 2
),

days as (
    select
        site_id,
        metric,
        site_local_date,
        measured,
        required_level,
        coverage_ratio
    from measurements
    union all
    select
        site_id,
        metric,
        occurred_date as site_local_date,
        measured,
        cast(null as double) as required_level,
        cast(1 as double) as coverage_ratio
    from event_days
    where metric = 'restore_time'
),

in_force as (
    select
        clauses.sla_term_id,
        days.site_id,
        clauses.clause,
        clauses.counterparty,
        days.metric,
        days.site_local_date,
        days.measured,
        days.coverage_ratio,
        -- Health is owed along the warranty's curve; the clause names the level of the next anniversary.
        coalesce(days.required_level, clauses.threshold) as threshold,
        clauses.threshold_unit,
        clauses.comparison,
        case when days.metric = 'soh_guarantee' then {{ limit_of('measurement_tolerance_soh') }} else 0 end
            as tolerance
    from days
    inner join clauses
        on
            days.site_id = clauses.site_id
            and days.metric = clauses.metric
            and days.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or days.site_local_date < clauses.valid_to_date)
),

hours_below as (
    select
        in_force.sla_term_id,
        in_force.site_local_date,
        count(*) as breached_hours
    from in_force
    inner join hours
        on in_force.site_id = hours.site_id and in_force.site_local_date = hours.site_local_date
    where
        in_force.metric = 'comms_uptime'
        and not {{ keeps_level('hours.comms_uptime_ratio', 'in_force.threshold', 'in_force.comparison') }}
    group by 1, 2
),

clause_days as (
    select
        in_force.sla_term_id,
        in_force.site_id,
        in_force.clause,
        in_force.counterparty,
        in_force.metric,
        in_force.site_local_date,
        in_force.measured,
        in_force.threshold,
        in_force.threshold_unit,
        in_force.comparison,
        in_force.tolerance,
        greatest(
            case in_force.comparison
                when 'at_least' then in_force.threshold - in_force.measured
                else in_force.measured - in_force.threshold
            end, 0
        ) as shortfall,
        case
            when in_force.metric = 'comms_uptime' then coalesce(hours_below.breached_hours, 0)
        end as breached_hours,
        event_days.event_count,
        event_days.failed_event_count,
        coalesce(event_days.failed_event_count, 0) > 0
        or not {{ keeps_level('in_force.measured', 'in_force.threshold', 'in_force.comparison', 'in_force.tolerance') }}
            as is_breached,
        in_force.coverage_ratio
    from in_force
    left join hours_below
        on in_force.sla_term_id = hours_below.sla_term_id and in_force.site_local_date = hours_below.site_local_date
    left join event_days
        on in_force.sla_term_id = event_days.sla_term_id and in_force.site_local_date = event_days.occurred_date
)

select * from clause_days
