select *, '/evidence/' || pack_file_name as file_link, left(pack_hash, 12) as hash
from bess.mart_sla_evidence
where
    strftime(month_start_date, '%Y-%m-%d') = '${inputs.month}'
    and '${inputs.site}' in ('all', site_id)
    and '${inputs.counterparty}' in ('all', counterparty)
order by pack_status desc, site_id, clause
