select
    site_id,
    site_name,
    asset_id,
    asset_type,
    utc_date,
    quality,
    minute_count,
    first_minute_at,
    last_minute_at,
    range_count,
    rate_count,
    flat_count,
    cross_count
from mart_historian_flag_daily
order by site_id, asset_id, utc_date
