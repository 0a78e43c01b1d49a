select *, '/partners/' || partner_id as partner_link
from bess.mart_partner_statement_monthly
where '${inputs.partner}' in ('all', partner_id) and strftime(statement_month_date, '%Y-%m-%d') = '${inputs.month}'
order by partner_share_gbp desc
