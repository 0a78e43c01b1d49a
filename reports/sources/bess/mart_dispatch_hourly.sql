select
    site_id,
    hour_start_at,
    site_local_date,
    minute_count,
    valid_minute_count,
    compliant_minute_count,
    coverage_ratio,
    dispatch_compliance_ratio,
    command_mw,
    actual_mw,
    largest_error_mw,
    tracking_mae_ratio,
    charge_delivery_ratio
from mart_dispatch_hourly
order by site_id, hour_start_at
