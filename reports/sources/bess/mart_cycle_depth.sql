select
    site_id,
    site_name,
    is_reported,
    depth_from_ratio,
    depth_to_ratio,
    battery_count,
    cycles_per_battery,
    full_cycles_per_battery,
    mean_soc_ratio
from mart_cycle_depth
order by site_id, depth_from_ratio
