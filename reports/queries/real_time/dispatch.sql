select
    hours.hour_start_at,
    hours.command_mw,
    hours.actual_mw,
    hours.largest_error_mw,
    hours.dispatch_compliance_ratio,
    live.dispatch_compliance_target_ratio
from bess.mart_dispatch_hourly as hours
inner join bess.mart_site_live_latest as live on hours.site_id = live.site_id
where
    hours.site_id = '${inputs.site}' and '${inputs.live}' is not null
    and hours.hour_start_at >= live.as_of_at - interval 48 hour
order by hours.hour_start_at
