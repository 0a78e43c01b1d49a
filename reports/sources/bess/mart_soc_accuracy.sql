select
    site_id,
    site_name,
    site_local_date,
    soc_error_mean_ratio,
    soc_error_p95_ratio,
    soc_error_max_ratio,
    alert_ratio,
    is_alerted,
    soc_reset_count
from mart_soc_accuracy
order by site_id, site_local_date
