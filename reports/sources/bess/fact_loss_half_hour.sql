select
    site_id,
    interval_start_at,
    settlement_date,
    settlement_period,
    cause,
    lost_mwh,
    loss_gbp
from fact_loss_half_hour
order by site_id, settlement_date, settlement_period, cause
