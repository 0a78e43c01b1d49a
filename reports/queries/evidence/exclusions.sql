select *, '/assets/' || asset_id as asset_link, replace(exclusion_category, '_', ' ') as category
from bess.mart_exclusion_register
where
    strftime(site_local_date, '%Y-%m-01') = '${inputs.month}'
    and '${inputs.site}' in ('all', site_id)
    and '${inputs.counterparty}' in ('all', counterparty)
order by excused_equivalent_hours desc, status_id
