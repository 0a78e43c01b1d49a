select link.site_local_date, link.latency_p50_ms, link.latency_p95_ms, link.latency_p99_ms
from bess.mart_comms_daily as link
inner join bess.mart_asset_overview as assets on link.site_id = assets.site_id
where assets.asset_id = '${params.asset_id}' and assets.asset_type = 'controller'
order by link.site_local_date
