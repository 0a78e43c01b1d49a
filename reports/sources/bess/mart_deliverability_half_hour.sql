select
    site_id,
    interval_start_at,
    settlement_date,
    settlement_period,
    direction,
    contracted_mw,
    headroom_mw,
    required_mwh,
    deliverable_mwh,
    energy_limited_mw,
    margin_mw,
    is_short,
    limited_by
from mart_deliverability_half_hour
order by site_id, interval_start_at, direction
