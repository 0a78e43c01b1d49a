select *
from bess.mart_deliverability_half_hour
where
    site_id = '${inputs.site}' and '${inputs.live}' is not null
    and interval_start_at = (
        select max(newest.interval_start_at) from bess.mart_deliverability_half_hour as newest
        where newest.site_id = '${inputs.site}'
    )
order by direction
