select
    partner_id,
    site_id,
    statement_month_date,
    step_order,
    step_key,
    step_label,
    step_type,
    amount_gbp,
    amount_once_gbp
from mart_partner_waterfall_monthly
order by partner_id, statement_month_date, step_order
