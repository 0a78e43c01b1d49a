select
    site_id,
    service_id,
    settlement_date,
    run,
    run_order,
    run_name,
    published_at,
    amount_gbp,
    drift_gbp
from mart_settlement_run_drift
order by settlement_date, site_id, service_id, run_order
