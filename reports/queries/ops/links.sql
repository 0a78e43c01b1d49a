select *, '/sites/' || site_id as site_link
from bess.mart_comms_site_mtd
order by comms_uptime_ratio - comms_uptime_target_ratio
