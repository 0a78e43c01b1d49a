select
    events.event_type || ' ' || events.fault_code as lane,
    events.event_id, events.event_type, events.fault_code, events.description,
    events.started_at, events.shown_until_at, events.duration_hours, events.is_active,
    events.lost_mwh,
    events.loss_gbp, -- only: money
    '/events/' || events.event_id as event_link
from bess.mart_event_register as events
inner join bess.mart_asset_overview as assets on events.asset_id = assets.logging_asset_id
where assets.asset_id = '${params.asset_id}'
order by events.started_at
