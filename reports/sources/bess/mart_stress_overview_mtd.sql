select
    as_of_at,
    as_of_date,
    day_count,
    cycles_per_day,
    warranted_cycles_per_day,
    cycles_mtd,
    fade_ratio_per_month,
    contracted_fade_ratio_per_month,
    revenue_per_cycle_gbp,
    thermal_stress_event_count,
    economic_cycle_ratio,
    coverage_ratio
from mart_stress_overview_mtd
order by as_of_date
