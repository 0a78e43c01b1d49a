select *, strftime(statement_month_date, '%B %Y') as month_name
from bess.mart_partner_statement_monthly
where partner_id = '${params.partner_id}'
order by statement_month_date desc
