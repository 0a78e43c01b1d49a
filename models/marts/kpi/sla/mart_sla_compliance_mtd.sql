-- One row per clause version in force this month that something was measured for, month to date, passed or failed.
with

months as (
    select * from {{ ref('mart_sla_compliance_monthly') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

tested as (
    select
        months.sla_term_id,
        months.site_id,
        months.clause,
        months.metric,
        months.counterparty,
        months.measured,
        months.threshold,
        months.threshold_unit,
        months.comparison,
        months.is_passed,
        months.document_reference,
        months.period_start_date,
        months.period_end_date,
        months.tolerance,
        months.shortfall,
        months.event_count,
        months.failed_event_count,
        months.breached_hours,
        months.coverage_ratio
    from months
    inner join as_of on months.site_id = as_of.site_id and months.month_start_date = as_of.month_start_date
    -- A clause that nothing was measured for is neither passed nor failed.
    where months.is_passed is not null
)

select * from tested
