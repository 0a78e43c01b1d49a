select *, vendor_a || ' : ' || vendor_b as pair, 'vendor' as entity_type
from bess.mart_vendor_comparison
where '${inputs.vendor}' in ('all', vendor_a, vendor_b)
order by vendor_a, vendor_b
