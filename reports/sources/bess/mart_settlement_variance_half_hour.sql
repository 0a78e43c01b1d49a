select
    site_id,
    site_name,
    service_id,
    service_name,
    interval_start_at,
    settlement_date,
    settlement_period,
    run,
    expected_gbp,
    settled_gbp,
    variance_gbp,
    price_effect_gbp,
    volume_effect_gbp,
    performance_effect_gbp,
    missing_effect_gbp,
    additional_effect_gbp,
    missing_line_count,
    additional_line_count
from mart_settlement_variance_half_hour
order by settlement_date, site_id, settlement_period
