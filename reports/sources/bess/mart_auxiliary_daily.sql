select
    site_id,
    settlement_date,
    matched_auxiliary_mwh,
    baseline_mwh,
    auxiliary_increase_ratio,
    is_alert
from mart_auxiliary_daily
order by site_id, settlement_date
