select
    site_id,
    site_name,
    alarm_code,
    asset_id,
    asset_name,
    alarm_count,
    alarm_share_ratio,
    alarm_rank,
    event_alarm_count,
    acknowledge_median_minutes,
    last_raised_at
from mart_alarm_frequent
order by site_id, alarm_rank
