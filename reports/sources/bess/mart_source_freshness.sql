select
    source_table,
    row_count,
    quarantined_count,
    newest_at,
    as_of_at,
    age_hours,
    allowed_age_hours,
    is_fresh
from mart_source_freshness
order by source_table
