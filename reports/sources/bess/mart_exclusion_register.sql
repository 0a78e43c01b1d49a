select
    status_id,
    site_id,
    site_name,
    asset_id,
    exclusion_category,
    started_at,
    ended_at,
    site_local_date,
    registered_by,
    document_reference,
    reason,
    excused_block_minutes,
    excused_equivalent_hours,
    counterparty
from mart_exclusion_register
order by site_id, started_at
