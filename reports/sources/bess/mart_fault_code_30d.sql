select
    site_id,
    site_name,
    fault_code,
    description,
    asset_count,
    event_count,
    failure_count,
    repeat_fault_count,
    open_event_count,
    is_repeat_fault,
    trend_statistic,
    trend_statistic_limit,
    is_worsening,
    trend_verdict,
    is_to_be_escalated,
    lost_block_minutes,
    lost_mwh,
    loss_pence,
    loss_gbp,
    rank_in_site
from mart_fault_code_30d
order by site_id, rank_in_site
