select
    as_of_at,
    as_of_date,
    soh_ratio,
    guaranteed_soh_ratio,
    equivalent_full_cycles,
    warranted_full_cycles,
    open_warranty_claim_count,
    claimable_site_count,
    sites_below_guarantee_count,
    site_count,
    sites_needing_augmentation_count,
    augmentation_cost_gbp,
    remaining_life_p10_years,
    remaining_life_p50_years,
    remaining_life_p90_years
from mart_lifecycle_overview
order by as_of_date
