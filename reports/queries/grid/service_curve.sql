select * from bess.mart_service_curve
where component in (select component from bess.mart_response_performance_daily)
order by component, f_hz
