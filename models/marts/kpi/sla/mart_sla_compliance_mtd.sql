-- One row per site and clause in force that this warehouse measures, month to date, passed or failed.
with

clauses as (
    select * from {{ ref('dim_sla') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

availability as (
    select * from {{ ref('mart_availability_daily') }}
),

conditions as (
    select * from {{ ref('mart_site_condition_mtd') }}
),

availability_mtd as (
    select
        availability.site_id,
        {{ safe_ratio(
            'sum(availability.contractual_available_mw_minutes)', 'sum(availability.contractual_counted_mw_minutes)'
        ) }} as measured
    from availability
    inner join as_of
        on
            availability.site_id = as_of.site_id
            and {{ within_window('availability.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

measurements as (
    select
        site_id,
        'contractual_availability' as metric,
        measured
    from availability_mtd
    union all
    select
        site_id,
        'comms_uptime' as metric,
        comms_uptime_ratio as measured
    from conditions
    union all
    select
        site_id,
        'latency_p95' as metric,
        latency_p95_ms as measured
    from conditions
    union all
    select
        site_id,
        'soh_guarantee' as metric,
        soh_ratio as measured
    from conditions
),

tested as (
    select
        clauses.sla_term_id,
        clauses.site_id,
        clauses.clause,
        clauses.metric,
        clauses.counterparty,
        measurements.measured,
        clauses.threshold,
        clauses.threshold_unit,
        clauses.comparison,
        case clauses.comparison
            when 'at_least' then measurements.measured >= clauses.threshold
            else measurements.measured <= clauses.threshold
        end as is_passed,
        clauses.document_reference
    from clauses
    inner join as_of on clauses.site_id = as_of.site_id
    inner join measurements
        on clauses.site_id = measurements.site_id and clauses.metric = measurements.metric
    -- A clause that nothing was measured for is neither passed nor failed.
    where
        measurements.measured is not null
        and as_of.as_of_date >= clauses.valid_from_date
        and (clauses.valid_to_date is null or as_of.as_of_date < clauses.valid_to_date)
)

select * from tested
