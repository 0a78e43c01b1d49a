select
    alarm_id,
    site_id,
    site_name,
    asset_id,
    asset_name,
    alarm_code,
    priority,
    priority_order,
    event_id,
    raised_at,
    acknowledged_at,
    is_acknowledged,
    age_hours,
    is_stale
from mart_alarm_live
order by site_id, priority_order, raised_at
