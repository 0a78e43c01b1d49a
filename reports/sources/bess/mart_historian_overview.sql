select
    as_of_at,
    tag_count,
    selected_point_count,
    selected_days,
    first_sample_at,
    last_sample_at,
    received_row_count,
    due_row_count,
    coverage_ratio,
    completeness_target_ratio,
    last_sample_age_hours,
    export_status
from mart_historian_overview
order by as_of_at
