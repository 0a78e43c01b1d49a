select max(as_of_at) as as_of_at from bess.mart_source_freshness
