select site_id, site_name, step_label, amount_gbp
from bess.mart_revenue_bridge_mtd
where step_type = 'change'
order by amount_gbp limit 1
