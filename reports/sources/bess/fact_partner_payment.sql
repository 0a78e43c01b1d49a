select
    payment_id,
    partner_id,
    partner_name,
    site_id,
    statement_month_date,
    paid_date,
    amount_gbp
from fact_partner_payment
order by partner_id, paid_date
