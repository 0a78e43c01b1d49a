select *
from bess.mart_sla_evidence
where
    month_start_date = (select max(month_start_date) from bess.mart_evidence_overview_mtd)
    and '${inputs.site}' in ('all', site_id)
    and '${inputs.counterparty}' in ('all', counterparty)
order by is_passed is not distinct from true, is_passed nulls last, coalesce(damages_gbp, 0) desc, site_id, clause
