select
    work_order_id,
    site_id,
    asset_id,
    asset_name,
    vendor,
    event_id,
    work_type,
    priority,
    summary,
    opened_at,
    work_started_at,
    completed_at,
    response_minutes,
    repair_minutes,
    is_open,
    labour_hours,
    parts_cost_gbp,
    is_warranty_claim,
    claim_status,
    is_claim_pending
from fact_maintenance
order by asset_id, opened_at
