select site_name, clause, counterparty, damages_gbp
from bess.mart_sla_evidence
where not is_passed and month_start_date = (select max(month_start_date) from bess.mart_evidence_overview_mtd)
order by damages_gbp desc nulls last
limit 1
