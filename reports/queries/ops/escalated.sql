select
    site_id, '/sites/' || site_id as site_link, site_name, fault_code, description, asset_count, failure_count, repeat_fault_count,
    loss_gbp, -- only: money
    trend_statistic, lost_mwh
from bess.mart_fault_code_30d
where is_to_be_escalated
order by lost_mwh desc
