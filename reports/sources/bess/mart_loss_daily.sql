select
    site_id,
    site_name,
    settlement_date,
    cause,
    cause_order,
    cause_label,
    owner,
    is_controllable,
    is_recoverable,
    lost_mwh,
    loss_gbp,
    coverage_ratio
from mart_loss_daily
order by site_id, settlement_date, cause_order
