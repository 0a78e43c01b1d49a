select sites.site_name, cast(tests.tested_at as date) as tested_date, tests.capacity_ratio, 1.0 as contract_ratio
from bess.fact_capacity_test as tests
inner join bess.dim_site as sites on tests.site_id = sites.site_id
where '${inputs.site}' in ('all', tests.site_id)
order by sites.site_name, tested_date
