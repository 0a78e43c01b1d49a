select
    asset_id,
    site_id,
    parent_asset_id,
    asset_type,
    asset_name,
    block_number,
    vendor,
    model,
    commissioned_date
from dim_asset
order by site_id, asset_type, block_number
