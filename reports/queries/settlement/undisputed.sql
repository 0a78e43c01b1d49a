select count(*) as breach_count
from bess.mart_settlement_reconciliation_daily
left join (select * from bess.fact_dispute where is_open) using (site_id, service_id, settlement_date)
where reconciliation_status = 'breach' and dispute_id is null
