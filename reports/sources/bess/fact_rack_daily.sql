select
    asset_id,
    battery_id,
    site_id,
    measured_date,
    is_online,
    soh_ratio,
    resistance_ratio,
    cell_voltage_spread_mv,
    cell_temp_spread_k,
    discharged_mwh,
    charged_mwh
from fact_rack_daily
where measured_date = (select max(newest.measured_date) from fact_rack_daily as newest)
order by battery_id, asset_id
