select
    period_id,
    scope_id,
    scope_name,
    site_day_count,
    judged_day_count,
    uneconomic_day_count,
    margin_gbp,
    wear_gbp,
    net_gbp,
    uneconomic_cost_gbp,
    marginal_margin_gbp_per_mwh,
    marginal_wear_gbp_per_mwh,
    economic_cycle_ratio,
    cycles_per_day,
    warranted_cycles_per_day,
    revenue_per_cycle_gbp,
    stress_index_ratio,
    temperature_max_c,
    thermal_stress_event_count,
    advice
from mart_stress_overview_period
order by period_id, scope_id
