select codes.*
from bess.mart_fault_asset_code as codes
inner join bess.mart_asset_overview as assets on codes.asset_id = assets.logging_asset_id
where assets.asset_id = '${params.asset_id}'
order by codes.lost_mwh desc
