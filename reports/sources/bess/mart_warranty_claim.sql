select
    work_order_id,
    site_id,
    site_name,
    asset_id,
    asset_name,
    counterparty,
    event_id,
    summary,
    opened_at,
    completed_at,
    labour_hours,
    parts_cost_gbp,
    claim_status,
    is_claim_pending
from mart_warranty_claim
order by site_id, opened_at
