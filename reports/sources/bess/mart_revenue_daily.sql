select
    site_id,
    service_id,
    service_name,
    settlement_date,
    run,
    revenue_gbp,
    settled_revenue_gbp,
    accrued_revenue_gbp,
    budget_gbp
from mart_revenue_daily
order by site_id, settlement_date, service_id
