select distinct
    strftime(statement_month_date, '%Y-%m-%d') as value,
    strftime(statement_month_date, '%B %Y') as text
from bess.mart_partner_statement_monthly
order by value desc
