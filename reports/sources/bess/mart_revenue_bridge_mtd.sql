select
    site_id,
    site_name,
    step_order,
    step_key,
    step_label,
    step_type,
    service_id,
    amount_gbp
from mart_revenue_bridge_mtd
order by site_id, step_order
