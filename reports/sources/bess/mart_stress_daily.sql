select
    site_id,
    site_name,
    site_local_date,
    discharged_mwh,
    equivalent_full_cycles,
    depth_ratio,
    temperature_max_c,
    stress_index_ratio,
    marginal_margin_gbp_per_mwh,
    marginal_wear_gbp_per_mwh,
    margin_gbp,
    wear_gbp,
    margin_to_wear_ratio
from mart_stress_daily
order by site_id, site_local_date
