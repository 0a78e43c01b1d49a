select tickets.*, '/events/' || tickets.event_id as event_link
from bess.fact_maintenance as tickets
inner join bess.mart_asset_overview as assets on tickets.asset_id in (assets.asset_id, assets.logging_asset_id)
where assets.asset_id = '${params.asset_id}'
order by tickets.opened_at desc
