select
    capture_id,
    site_id,
    site_name,
    site_local_date,
    seconds,
    answered_f_hz,
    response_ratio
from mart_frequency_capture_half_second
order by capture_id, seconds
