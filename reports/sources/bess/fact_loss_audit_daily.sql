select
    site_id,
    settlement_date,
    cause,
    cause_order,
    cause_label,
    loss_gbp,
    alone_loss_gbp,
    last_loss_gbp,
    order_sensitivity_gbp
from fact_loss_audit_daily
order by site_id, settlement_date, cause_order
