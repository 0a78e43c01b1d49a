select service_id as value, service_name as text
from bess.dim_service
order by service_order
