select strftime(statement_month_date, '%B %Y') as month_name, paid_date, payment_id, amount_gbp
from bess.fact_partner_payment
where partner_id = '${params.partner_id}'
order by paid_date desc
