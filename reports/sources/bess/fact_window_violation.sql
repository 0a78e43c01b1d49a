select
    asset_id,
    site_id,
    limit_id,
    started_at,
    ended_at,
    outside_minutes,
    limit_value,
    unit,
    largest_excess,
    excess_hours,
    is_material
from fact_window_violation
order by site_id, started_at
