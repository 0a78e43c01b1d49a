select
    as_of_at,
    coverage_ratio,
    active_fault_count,
    fault_count_7d,
    fault_count_30d,
    trip_count_30d,
    repeat_fault_count_30d,
    repeat_fault_ratio,
    repeat_fault_limit_ratio,
    repair_count,
    mttr_hours,
    mttr_target_hours,
    sites_over_mttr_count,
    lost_mwh,
    top_fault_code,
    top_fault_lost_mwh,
    top_fault_loss_gbp,
    escalated_code_count
from mart_fault_overview
order by as_of_at
