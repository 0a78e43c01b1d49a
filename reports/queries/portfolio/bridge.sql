select step_order, step_key, step_label, step_type, sum(amount_gbp) as amount_gbp
from bess.mart_revenue_bridge_mtd
where '${inputs.site}' in ('all', site_id)
group by step_order, step_key, step_label, step_type
order by step_order
