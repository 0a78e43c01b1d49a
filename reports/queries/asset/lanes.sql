select
    events.event_type || ' ' || events.fault_code as lane,
    events.*,
    '/events/' || events.event_id as event_link
from bess.mart_event_register as events
inner join bess.mart_asset_overview as assets on events.asset_id = assets.logging_asset_id
where assets.asset_id = '${params.asset_id}'
order by events.started_at
