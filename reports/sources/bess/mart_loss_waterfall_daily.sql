select
    site_id,
    settlement_date,
    step_order,
    step_key,
    step_label,
    step_type,
    amount_gbp
from mart_loss_waterfall_daily
order by site_id, settlement_date, step_order
