select
    site_id,
    site_name,
    as_of_at,
    month_start_date,
    recorded_minutes,
    connected_minutes,
    comms_uptime_ratio,
    comms_uptime_target_ratio,
    latency_p50_ms,
    latency_p95_ms,
    latency_p99_ms,
    latency_p95_limit_ms,
    packet_drop_ratio,
    gap_count,
    gap_count_24h,
    is_disconnected_now,
    blind_minutes,
    blind_mwh,
    due_tag_count,
    missing_tag_count,
    coverage_ratio
from mart_comms_site_mtd
order by site_id
