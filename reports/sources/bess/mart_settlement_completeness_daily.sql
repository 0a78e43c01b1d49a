select
    site_id,
    site_name,
    settlement_date,
    run,
    settled_period_count,
    clock_period_count,
    missing_period_count,
    completeness_ratio
from mart_settlement_completeness_daily
order by settlement_date, site_id
