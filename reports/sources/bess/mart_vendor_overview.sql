select
    as_of_at,
    vendor_count,
    coverage_ratio,
    best_availability_ratio,
    best_revenue_gbp_per_mw_year,
    lowest_fault_rate_per_1000_block_hours,
    efficiency_gap_ratio,
    recommended_vendor
from mart_vendor_overview
order by as_of_at
