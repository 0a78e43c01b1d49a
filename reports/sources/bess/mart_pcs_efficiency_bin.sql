select
    site_id,
    asset_id,
    direction,
    load_bin,
    load_from_ratio,
    load_to_ratio,
    minute_count,
    pcs_efficiency_ratio
from mart_pcs_efficiency_bin
order by site_id, asset_id, direction, load_bin
