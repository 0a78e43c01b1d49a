select
    scope_id,
    site_local_date,
    margin_gbp,
    wear_gbp,
    net_gbp,
    marginal_margin_gbp_per_mwh,
    marginal_wear_gbp_per_mwh,
    equivalent_full_cycles,
    stress_index_ratio,
    temperature_max_c,
    thermal_stress_event_count
from mart_stress_overview_daily
order by scope_id, site_local_date
