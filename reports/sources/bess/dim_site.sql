select
    site_id,
    site_name,
    vendor,
    time_zone,
    currency,
    rated_mw,
    contract_mwh,
    nameplate_dc_mwh,
    inverter_count,
    battery_rack_count,
    connection_kv,
    latitude,
    longitude,
    commercial_operation_date
from dim_site
order by site_id
