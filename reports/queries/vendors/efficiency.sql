select *
from bess.fact_benchmark_efficiency
where '${inputs.vendor}' in ('all', vendor)
order by vendor, load_bin
