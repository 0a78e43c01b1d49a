select
    site_id,
    site_name,
    component,
    service_name,
    settlement_date,
    contracted_mw_hours,
    period_count,
    settled_period_count,
    reduced_period_count,
    expected_mw_hours,
    expected_performed_mw_hours,
    performance_factor,
    settled_mw_hours,
    settled_performed_mw_hours,
    settled_performance_factor,
    own_lost_gbp,
    settled_lost_gbp,
    performance_effect_gbp
from mart_response_performance_daily
order by site_id, component, settlement_date
