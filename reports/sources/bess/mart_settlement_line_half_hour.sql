select
    site_id,
    site_name,
    settlement_date,
    settlement_period,
    interval_start_at,
    service_id,
    service_name,
    component,
    run,
    run_order,
    is_latest_run,
    line_status,
    line_count,
    expected_quantity,
    expected_price_gbp,
    expected_gbp,
    settled_quantity,
    settled_price_gbp,
    settled_performance_factor,
    amount_gbp,
    variance_gbp
from mart_settlement_line_half_hour
order by settlement_date, site_id, settlement_period, component, run_order
