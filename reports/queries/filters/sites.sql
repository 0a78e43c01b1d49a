select site_id as value, site_name as text
from bess.dim_site
order by site_name
