select
    started_at, ended_at, event_type, asset_id, fault_code, description,
    '/events/' || event_id as event_link
from bess.fact_events
where site_id = '${params.site_id}'
order by started_at desc
limit 200
