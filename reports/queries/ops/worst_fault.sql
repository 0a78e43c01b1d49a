select
    loss_gbp, -- only: money
    site_id, site_name, asset_id, asset_name, fault_code, description, failure_count, lost_mwh
from bess.mart_fault_asset_code
order by lost_mwh desc
limit 1
