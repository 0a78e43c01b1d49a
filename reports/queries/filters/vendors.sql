select distinct vendor as value, vendor as text
from bess.dim_site
order by value
