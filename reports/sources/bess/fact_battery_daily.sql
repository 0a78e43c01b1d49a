select
    asset_id,
    site_id,
    site_local_date,
    minute_count,
    valid_minute_count,
    discharged_dc_mwh,
    charged_dc_mwh,
    discharged_cycles,
    cycle_count,
    temperature_mean_c,
    temperature_max_c,
    soc_mean_ratio,
    c_rate_rms_day,
    soc_error_mean_ratio,
    soc_error_p95_ratio
from fact_battery_daily
order by asset_id, site_local_date
