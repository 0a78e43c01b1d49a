-- One row per portfolio, which is one: its headline KPIs of the month to date beside their targets.
with

sites as (
    select * from {{ ref('mart_site_overview_mtd') }}
),

totals as (
    select
        max(as_of_at) as as_of_at,
        max(as_of_date) as as_of_date,
        min(month_start_date) as month_start_date,
        max(last_settlement_date) as last_settlement_date,
        count(*) as site_count,
        sum(rated_mw) as rated_mw,
        {{ pence_to_gbp('sum(revenue_mtd_pence)') }} as revenue_mtd_gbp,
        {{ pence_to_gbp('sum(cast(round(settled_revenue_mtd_gbp * 100, 0) as bigint))') }} as settled_revenue_mtd_gbp,
        {{ pence_to_gbp('sum(cast(round(accrued_revenue_mtd_gbp * 100, 0) as bigint))') }} as accrued_revenue_mtd_gbp,
        {{ pence_to_gbp('sum(budget_mtd_pence)') }} as budget_mtd_gbp,
        {{ pence_to_gbp('sum(revenue_mtd_pence - budget_mtd_pence)') }} as budget_gap_gbp,
        sum(contractual_available_mw_minutes) as contractual_available_mw_minutes,
        sum(contractual_counted_mw_minutes) as contractual_counted_mw_minutes,
        {{ safe_ratio('sum(availability_target_ratio * rated_mw)', 'sum(rated_mw)') }} as availability_target_ratio,
        sum(discharged_mwh) as discharged_mwh,
        cast(sum(active_fault_count) as bigint) as active_fault_count,
        count(*) filter (where is_below_target) as sites_below_target_count,
        {{ safe_ratio('sum(soh_ratio * soh_weight_mwh)', 'sum(soh_weight_mwh)') }} as soh_ratio,
        {{ safe_ratio('sum(guaranteed_soh_ratio * soh_weight_mwh)', 'sum(soh_weight_mwh)') }} as guaranteed_soh_ratio
    from sites
),

overview as (
    select
        *,
        {{ safe_ratio('settled_revenue_mtd_gbp', 'revenue_mtd_gbp') }} as settled_ratio,
        {{ safe_ratio('contractual_available_mw_minutes', 'contractual_counted_mw_minutes') }}
            as contractual_availability_ratio
    from totals
)

select * from overview
