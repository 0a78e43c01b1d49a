-- One row per site, its headline KPIs of the month to date beside their targets.
with

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

revenue as (
    select * from {{ ref('mart_revenue_daily') }}
),

availability as (
    select * from {{ ref('mart_availability_mtd') }}
),

energy as (
    select * from {{ ref('mart_energy_daily') }}
),

conditions as (
    select * from {{ ref('mart_site_condition_mtd') }}
),

clauses as (
    select * from {{ ref('mart_sla_compliance') }}
    where is_passed is not null
),

revenue_mtd as (
    select
        as_of.site_id,
        max(revenue.settlement_date) as last_settlement_date,
        cast(sum(revenue.revenue_pence) as bigint) as revenue_mtd_pence,
        cast(sum(revenue.settled_revenue_pence) as bigint) as settled_pence,
        cast(sum(revenue.accrued_revenue_pence) as bigint) as accrued_pence,
        cast(sum(revenue.budget_pence) as bigint) as budget_mtd_pence
    from as_of
    inner join revenue
        on
            as_of.site_id = revenue.site_id
            and {{ within_window('revenue.settlement_date', 'mtd', 'as_of') }}
    group by 1
),

energy_mtd as (
    select
        as_of.site_id,
        sum(energy.discharged_mwh) as discharged_mwh
    from as_of
    inner join energy
        on
            as_of.site_id = energy.site_id
            and {{ within_window('energy.settlement_date', 'mtd', 'as_of') }}
    group by 1
),

clause_counts as (
    select
        as_of.site_id,
        count(*) as tested_clause_count,
        count(*) filter (where not clauses.is_passed) as failing_clause_count,
        {{ dbt.listagg("case when not clauses.is_passed then clauses.clause end", "'; '", "order by clauses.clause") }}
            as failing_clauses
    from as_of
    inner join clauses
        on as_of.site_id = clauses.site_id and {{ within_window('clauses.month_start_date', 'mtd', 'as_of') }}
    group by 1
),

overview as (
    select
        sites.site_id,
        sites.site_name,
        sites.vendor,
        sites.rated_mw,
        sites.contract_mwh,
        as_of.as_of_at,
        as_of.as_of_date,
        as_of.month_start_date,
        revenue_mtd.last_settlement_date,
        revenue_mtd.revenue_mtd_pence,
        revenue_mtd.budget_mtd_pence,
        {{ pence_to_gbp('revenue_mtd.revenue_mtd_pence') }} as revenue_mtd_gbp,
        {{ pence_to_gbp('revenue_mtd.settled_pence') }} as settled_revenue_mtd_gbp,
        {{ pence_to_gbp('revenue_mtd.accrued_pence') }} as accrued_revenue_mtd_gbp,
        {{ pence_to_gbp('revenue_mtd.budget_mtd_pence') }} as budget_mtd_gbp,
        {{ pence_to_gbp('revenue_mtd.revenue_mtd_pence - revenue_mtd.budget_mtd_pence') }} as budget_gap_gbp,
        availability.contractual_available_mw_minutes,
        availability.contractual_counted_mw_minutes,
        availability.contractual_availability_ratio,
        availability.availability_target_ratio,
        availability.coverage_ratio,
        energy_mtd.discharged_mwh,
        conditions.active_fault_count,
        conditions.soh_ratio,
        conditions.guaranteed_soh_ratio,
        conditions.soh_measured_date,
        conditions.soh_weight_mwh,
        conditions.comms_uptime_ratio,
        conditions.latency_p95_ms,
        coalesce(clause_counts.tested_clause_count, 0) as tested_clause_count,
        coalesce(clause_counts.failing_clause_count, 0) as failing_clause_count,
        clause_counts.failing_clauses,
        coalesce(clause_counts.failing_clause_count, 0) > 0 as is_below_target
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    inner join conditions on sites.site_id = conditions.site_id
    left join revenue_mtd on sites.site_id = revenue_mtd.site_id
    left join availability on sites.site_id = availability.site_id
    left join energy_mtd on sites.site_id = energy_mtd.site_id
    left join clause_counts on sites.site_id = clause_counts.site_id
)

select * from overview
