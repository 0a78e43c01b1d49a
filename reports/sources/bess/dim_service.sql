select
    service_id,
    service_name,
    service_order
from dim_service
order by service_order
