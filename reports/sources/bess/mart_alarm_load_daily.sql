select
    site_id,
    site_name,
    site_local_date,
    alarm_count,
    alarms_per_operator_window,
    busiest_window_alarm_count,
    flood_minutes,
    stale_alarm_count
from mart_alarm_load_daily
order by site_id, site_local_date
