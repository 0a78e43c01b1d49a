-- One row per site and settlement date, energy planned a day ahead beside what passed the meter.
with

plans as (
    select * from {{ ref('fact_dispatch_plan') }}
),

energy as (
    select * from {{ ref('fact_energy_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

periods as (
    select
        plans.site_id,
        plans.settlement_date,
        plans.planned_mw * sites.period_minutes / 60.0 as planned_mwh,
        case when energy.is_complete then energy.exported_mwh - energy.imported_mwh end as delivered_mwh
    from plans
    inner join sites on plans.site_id = sites.site_id
    left join energy
        on plans.site_id = energy.site_id and plans.interval_start_at = energy.interval_start_at
),

totals as (
    select
        site_id,
        settlement_date,
        sum(case when delivered_mwh is not null then abs(planned_mwh) end) as planned_absolute_mwh,
        sum(abs(delivered_mwh - planned_mwh)) as deviation_mwh,
        count(*) as planned_period_count,
        count(delivered_mwh) as measured_period_count
    from periods
    group by 1, 2
),

measured as (
    select
        totals.site_id,
        sites.site_name,
        totals.settlement_date,
        totals.planned_absolute_mwh,
        totals.deviation_mwh,
        totals.planned_period_count,
        totals.measured_period_count,
        {{ safe_ratio('cast(totals.measured_period_count as double)', 'totals.planned_period_count') }}
            as coverage_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
),

judged as (
    select
        *,
        {{ if_covered('1 - ' ~ safe_ratio('deviation_mwh', 'planned_absolute_mwh'), 'coverage_ratio') }}
            as dispatch_accuracy_ratio
    from measured
)

select * from judged
