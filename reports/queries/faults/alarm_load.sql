select *, '/sites/' || site_id as site_link
from bess.mart_alarm_overview_30d
order by alarms_per_operator_window desc
