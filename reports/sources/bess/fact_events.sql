select * from fact_events
