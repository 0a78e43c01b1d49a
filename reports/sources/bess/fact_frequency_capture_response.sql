select
    capture_id,
    sample_index,
    seconds,
    f_hz,
    response_mw,
    asked_mw,
    allowed_low_mw,
    allowed_high_mw
from fact_frequency_capture_response
order by capture_id, sample_index
