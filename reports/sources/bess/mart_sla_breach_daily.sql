select
    sla_term_id,
    site_id,
    clause,
    counterparty,
    metric,
    site_local_date,
    measured,
    threshold,
    threshold_unit,
    comparison,
    shortfall,
    breached_hours,
    failed_event_count,
    is_breached
from mart_sla_breach_daily
order by site_id, clause, site_local_date
