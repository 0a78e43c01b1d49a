select
    component,
    service_name,
    direction,
    f_hz,
    asked_ratio,
    low_ratio,
    high_ratio
from mart_service_curve
order by component, f_hz
