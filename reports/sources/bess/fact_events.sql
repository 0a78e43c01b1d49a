select
    event_id,
    site_id,
    asset_id,
    event_type,
    severity,
    fault_code,
    description,
    started_at,
    ended_at
from fact_events
order by site_id, started_at
