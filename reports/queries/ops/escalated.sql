select *, '/sites/' || site_id as site_link
from bess.mart_fault_code_30d
where is_to_be_escalated
order by lost_mwh desc
