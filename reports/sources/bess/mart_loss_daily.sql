select
    site_id,
    site_name,
    settlement_date,
    cause,
    cause_order,
    cause_label,
    lost_mwh,
    loss_gbp,
    coverage_ratio
from mart_loss_daily
order by settlement_date, site_id, cause_order
