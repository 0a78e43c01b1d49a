select count(*) as short_count, min(margin_mw) as worst_margin_mw
from bess.mart_deliverability_half_hour as half_hour
inner join bess.mart_site_live_latest as live on half_hour.site_id = live.site_id
where
    half_hour.site_id = '${inputs.site}' and '${inputs.live}' is not null
    and half_hour.is_short
    and half_hour.interval_start_at >= live.as_of_at - interval 24 hour
