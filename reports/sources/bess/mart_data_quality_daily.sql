select
    site_id,
    site_name,
    asset_type,
    site_local_date,
    expected_count,
    row_count,
    received_count,
    completeness_ratio,
    timely_count,
    timeliness_ratio,
    lag_p95_seconds,
    quarantined_count,
    sample_count,
    range_count,
    rate_count,
    flat_count,
    cross_count,
    flagged_count,
    validity_ratio,
    coverage_ratio
from mart_data_quality_daily
order by site_id, asset_type, site_local_date
