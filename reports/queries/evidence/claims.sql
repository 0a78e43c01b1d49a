select *, '/events/' || event_id as event_link
from bess.mart_warranty_claim
where '${inputs.site}' in ('all', site_id) and '${inputs.counterparty}' in ('all', counterparty)
order by is_claim_pending desc, opened_at
