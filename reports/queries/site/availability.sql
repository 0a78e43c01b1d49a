select
    site_local_date,
    contractual_availability_ratio as contractual,
    raw_availability_ratio as raw,
    energy_availability_ratio as energy,
    availability_target_ratio as guarantee
from bess.mart_availability_daily
where site_id = '${params.site_id}'
order by site_local_date
