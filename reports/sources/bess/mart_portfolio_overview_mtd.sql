select
    as_of_at,
    as_of_date,
    month_start_date,
    last_settlement_date,
    site_count,
    rated_mw,
    revenue_mtd_gbp,
    settled_revenue_mtd_gbp,
    accrued_revenue_mtd_gbp,
    budget_mtd_gbp,
    budget_gap_gbp,
    contractual_available_mw_minutes,
    contractual_counted_mw_minutes,
    availability_target_ratio,
    discharged_mwh,
    active_fault_count,
    sites_below_target_count,
    soh_ratio,
    guaranteed_soh_ratio,
    settled_ratio,
    contractual_availability_ratio
from mart_portfolio_overview_mtd
order by as_of_at
