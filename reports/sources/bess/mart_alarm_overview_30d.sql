select
    site_id,
    site_name,
    day_count,
    alarm_count,
    alarms_per_operator_window,
    manageable_alarm_count,
    flood_count,
    flood_time_ratio,
    flood_time_limit_ratio,
    top_ten_alarm_ratio,
    top_ten_limit_ratio,
    stale_alarms_per_day,
    stale_alarm_limit_count,
    coverage_ratio
from mart_alarm_overview_30d
order by site_id
