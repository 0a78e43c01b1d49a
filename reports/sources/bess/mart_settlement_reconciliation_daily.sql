select
    site_id,
    site_name,
    service_id,
    service_name,
    settlement_date,
    run,
    reconciliation_status,
    expected_gbp,
    settled_gbp,
    variance_gbp,
    price_effect_gbp,
    volume_effect_gbp,
    performance_effect_gbp,
    missing_effect_gbp,
    additional_effect_gbp,
    tolerance_gbp,
    unreconciled_pence,
    settled_period_count,
    expected_period_count
from mart_settlement_reconciliation_daily
order by settlement_date, site_id, service_id
