select
    site_id,
    site_local_date,
    raw_counted_mw_minutes,
    raw_available_mw_minutes,
    raw_availability_ratio,
    technical_counted_mw_minutes,
    technical_available_mw_minutes,
    technical_availability_ratio,
    contractual_counted_mw_minutes,
    contractual_available_mw_minutes,
    contractual_availability_ratio,
    forced_equivalent_hours,
    derated_equivalent_hours,
    excluded_equivalent_hours,
    excluded_mw_minutes,
    energy_availability_ratio,
    availability_target_ratio
from mart_availability_daily
order by site_id, site_local_date
