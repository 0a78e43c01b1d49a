select *
from bess.mart_vendor_efficiency
where '${inputs.vendor}' in ('all', vendor)
order by vendor, load_bin
