select
    as_of_date,
    month_start_date,
    last_settlement_date,
    settled_revenue_mtd_gbp,
    expected_settled_revenue_mtd_gbp,
    unreconciled_gbp,
    reconciliation_tolerance_gbp,
    contestable_unreconciled_gbp,
    contestable_breach_count,
    breach_count,
    performance_count,
    reconciled_count,
    missing_interval_count,
    contestable_missing_interval_count,
    dispatch_accuracy_ratio,
    dispatch_accuracy_target_ratio,
    average_price_gbp_per_mwh,
    average_buy_price_gbp_per_mwh,
    open_dispute_count,
    disputed_gbp
from mart_settlement_overview_mtd
order by as_of_date
