select
    half_hour.interval_start_at,
    sum(half_hour.margin_mw) filter (where half_hour.direction = 'export') as export_margin_mw,
    sum(half_hour.margin_mw) filter (where half_hour.direction = 'import') as import_margin_mw,
    0 as none_mw
from bess.mart_deliverability_half_hour as half_hour
inner join bess.mart_site_live_latest as live on half_hour.site_id = live.site_id
where
    half_hour.site_id = '${inputs.site}' and '${inputs.live}' is not null
    and half_hour.interval_start_at >= live.as_of_at - interval 48 hour
group by half_hour.interval_start_at
order by half_hour.interval_start_at
