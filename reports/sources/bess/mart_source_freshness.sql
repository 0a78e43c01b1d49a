select * from mart_source_freshness
