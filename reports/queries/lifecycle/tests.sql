select site_name, cast(tested_at as date) as tested_date, capacity_ratio, 1.0 as contract_ratio
from bess.mart_capacity_test
where '${inputs.site}' in ('all', site_id)
order by site_name, tested_date
