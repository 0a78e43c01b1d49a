select
    site_id,
    asset_id,
    asset_name,
    site_local_date,
    coverage_ratio,
    raw_availability_ratio,
    contractual_availability_ratio,
    forced_equivalent_hours,
    derated_equivalent_hours,
    excluded_equivalent_hours
from mart_availability_block_daily
order by asset_id, site_local_date
