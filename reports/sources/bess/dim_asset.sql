select
    asset_id,
    site_id,
    parent_asset_id,
    asset_type,
    asset_name,
    block_number,
    vendor,
    model,
    rated_kva,
    rated_kw,
    nameplate_dc_kwh,
    commissioned_date
from dim_asset
order by site_id, asset_type, asset_id
