select
    site_id,
    site_name,
    site_local_date,
    recorded_minutes,
    connected_minutes,
    lost_minutes,
    comms_uptime_ratio,
    comms_uptime_target_ratio,
    gap_count,
    gap_median_minutes,
    gap_longest_minutes,
    latency_p50_ms,
    latency_p95_ms,
    latency_p99_ms,
    packet_drop_ratio,
    blind_minutes,
    blind_mwh,
    coverage_ratio
from mart_comms_daily
order by site_id, site_local_date
