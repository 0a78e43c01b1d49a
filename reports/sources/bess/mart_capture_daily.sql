select
    site_id,
    site_name,
    settlement_date,
    net_energy_value_gbp,
    tb2_gbp,
    technical_optimum_gbp,
    trader_optimum_gbp,
    coverage_ratio
from mart_capture_daily
order by site_id, settlement_date
