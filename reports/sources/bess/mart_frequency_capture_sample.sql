select
    capture_id,
    site_id,
    site_name,
    site_local_date,
    direction,
    sample_index,
    seconds,
    f_hz,
    answered_f_hz,
    response_mw,
    asked_mw,
    allowed_low_mw,
    allowed_high_mw,
    response_ratio
from mart_frequency_capture_sample
order by capture_id, sample_index
