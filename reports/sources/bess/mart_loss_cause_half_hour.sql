select
    site_id,
    site_name,
    interval_start_at,
    settlement_date,
    settlement_period,
    cause,
    cause_label,
    owner,
    lost_mwh,
    loss_gbp
from mart_loss_cause_half_hour
order by site_id, settlement_date, settlement_period, cause
