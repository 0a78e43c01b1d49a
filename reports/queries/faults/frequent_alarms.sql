select *, '/assets/' || asset_id as asset_link
from bess.mart_alarm_frequent
where alarm_rank <= 10
order by alarm_count desc, site_name, alarm_rank
