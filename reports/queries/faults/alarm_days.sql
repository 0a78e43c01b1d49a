select days.site_local_date, days.site_name, days.alarms_per_operator_window, limits.manageable_alarm_count
from bess.mart_alarm_load_daily as days
inner join bess.mart_alarm_overview_30d as limits on days.site_id = limits.site_id
order by days.site_name, days.site_local_date
