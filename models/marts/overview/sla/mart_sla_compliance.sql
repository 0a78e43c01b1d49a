-- One row per clause version and calendar month, passed, failed or not judged, over the days it was in force.
with

periods as (
    select * from {{ ref('fact_sla_period') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
),

measurements as (
    select * from {{ ref('mart_sla_measurement_monthly') }}
),

breaches as (
    select * from {{ ref('mart_sla_breach_daily') }}
),

events as (
    select * from {{ ref('mart_sla_event') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

breach_totals as (
    select
        periods.sla_term_id,
        periods.month_start_date,
        cast(sum(breaches.breached_hours) as bigint) as breached_hours,
        count(*) filter (where breaches.is_breached) as breached_day_count
    from periods
    inner join breaches
        on
            periods.sla_term_id = breaches.sla_term_id
            and breaches.site_local_date between periods.period_start_date and periods.period_end_date
    group by 1, 2
),

event_totals as (
    select
        periods.sla_term_id,
        periods.month_start_date,
        count(*) as event_count,
        count(*) filter (where events.is_failed) as failed_event_count,
        count(*) filter (where events.is_provisional) as provisional_event_count
    from periods
    inner join events
        on
            periods.sla_term_id = events.sla_term_id
            and events.occurred_date between periods.period_start_date and periods.period_end_date
    group by 1, 2
),

measured as (
    select
        periods.sla_term_id,
        periods.site_id,
        clauses.clause,
        periods.metric,
        clauses.counterparty,
        periods.month_start_date,
        periods.period_start_date,
        periods.period_end_date,
        periods.is_month_over,
        periods.period_minutes,
        measurements.coverage_ratio,
        measurements.measured,
        coalesce(measurements.required_level, clauses.threshold) as threshold,
        clauses.threshold_unit,
        clauses.comparison,
        case when periods.metric = 'soh_guarantee' then {{ limit_of('measurement_tolerance_soh') }} else 0 end
            as tolerance,
        event_totals.event_count,
        event_totals.failed_event_count,
        event_totals.provisional_event_count,
        breach_totals.breached_hours,
        breach_totals.breached_day_count,
        clauses.document_reference
    from periods
    inner join clauses on periods.sla_term_id = clauses.sla_term_id
    left join measurements
        on
            periods.sla_term_id = measurements.sla_term_id
            and periods.month_start_date = measurements.month_start_date
    left join event_totals
        on
            periods.sla_term_id = event_totals.sla_term_id
            and periods.month_start_date = event_totals.month_start_date
    left join breach_totals
        on
            periods.sla_term_id = breach_totals.sla_term_id
            and periods.month_start_date = breach_totals.month_start_date
),

clause_months as (
    select
        *,
        -- What was not measured, or too thinly, is neither passed nor failed.
        {{ if_covered(keeps_level('measured', 'threshold', 'comparison', 'tolerance'), 'coverage_ratio') }}
            as is_passed,
        greatest(case comparison when 'at_least' then threshold - measured else measured - threshold end, 0)
            as shortfall
    from measured
)

select * from clause_months
