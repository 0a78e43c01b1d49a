select
    site_id,
    site_name,
    month_start_date,
    cause,
    cause_order,
    cause_label,
    owner,
    is_controllable,
    is_recoverable,
    lost_mwh,
    loss_gbp,
    coverage_ratio
from mart_loss_mtd
order by site_id, cause_order
