select *, '/assets/' || asset_id as asset_link
from bess.fact_window_violation
where is_material and '${inputs.site}' in ('all', site_id)
order by started_at desc
