select
    as_of_at,
    ramp_minutes,
    ramp_excursion_count,
    ramp_compliance_ratio,
    ramp_compliance_target_ratio,
    capture_count,
    failed_capture_count,
    response_time_seconds,
    response_time_limit_seconds,
    grid_outage_minutes,
    voltage_excursion_minutes,
    power_factor_minutes,
    power_factor_in_limit_minutes,
    power_factor_in_limit_ratio,
    performance_factor,
    settled_performance_factor,
    settled_lost_gbp,
    non_compliance_event_count,
    coverage_ratio
from mart_grid_overview_mtd
order by as_of_at
