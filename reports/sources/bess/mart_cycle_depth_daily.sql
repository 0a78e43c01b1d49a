select
    site_id,
    site_name,
    site_local_date,
    is_reported,
    depth_from_ratio,
    depth_to_ratio,
    depth_label,
    full_cycles_per_battery
from mart_cycle_depth_daily
order by site_id, site_local_date, depth_from_ratio
