select
    source_table,
    row_count,
    quarantined_count,
    newest_at,
    as_of_at,
    age_hours,
    allowed_age_hours,
    is_fresh
from fact_source_freshness
order by source_table
