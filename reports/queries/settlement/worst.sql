select site_name, service_name, settlement_date, variance_gbp,
    '/settlement-days/' || strftime(settlement_date, '%Y-%m-%d') || '?site=' || site_id as day_link
from bess.mart_settlement_reconciliation_daily
order by unreconciled_pence desc
limit 1
