select source_table, newest_at, age_hours, allowed_age_hours, is_fresh
from bess.fact_source_freshness
where '${inputs.live}' is not null
order by source_table
