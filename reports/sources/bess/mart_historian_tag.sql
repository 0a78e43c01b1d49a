select
    site_id,
    site_name,
    asset_type,
    tag,
    asset_count,
    sample_count,
    due_sample_count,
    empty_count,
    missing_count,
    quarantined_count,
    late_count,
    coverage_ratio
from mart_historian_tag
order by site_id, asset_type, tag
