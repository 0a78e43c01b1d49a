select max(as_of_at) as as_of_at from bess.fact_source_freshness
