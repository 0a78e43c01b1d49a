select distinct component as value, service_name as text from bess.mart_response_performance_daily order by component
