select *
from bess.mart_fault_asset_code
order by lost_mwh desc
limit 1
