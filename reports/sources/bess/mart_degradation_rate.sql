select
    site_id,
    site_name,
    basis,
    basis_label,
    fade_ratio_per_year,
    fade_low_ratio_per_year,
    fade_high_ratio_per_year,
    contracted_fade_ratio_per_year,
    measurement_count,
    is_indistinct,
    verdict
from mart_degradation_rate
order by site_id, basis
