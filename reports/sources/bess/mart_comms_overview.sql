select
    as_of_at,
    site_count,
    recorded_minutes,
    connected_minutes,
    comms_uptime_ratio,
    comms_uptime_target_ratio,
    latency_p95_ms,
    latency_p95_limit_ms,
    completeness_ratio,
    completeness_target_ratio,
    timeliness_ratio,
    validity_ratio,
    comms_gap_count_24h,
    sites_with_comms_issue_count,
    sites_below_uptime_count,
    due_tag_count,
    missing_tag_count,
    blind_minutes,
    blind_mwh,
    coverage_ratio
from mart_comms_overview
order by as_of_at
