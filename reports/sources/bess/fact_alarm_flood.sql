select
    site_id,
    started_at,
    ended_at,
    site_local_date,
    flood_minutes,
    alarm_count,
    leading_alarm_code,
    leading_alarm_count,
    leading_event_id
from fact_alarm_flood
order by site_id, started_at
