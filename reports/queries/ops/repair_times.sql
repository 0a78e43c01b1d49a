select *, '/sites/' || site_id as site_link
from bess.mart_fault_site_30d
order by lost_mwh desc
