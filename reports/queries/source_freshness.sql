select source_table, newest_at, age_hours, allowed_age_hours, is_fresh
from bess.fact_source_freshness
order by source_table
