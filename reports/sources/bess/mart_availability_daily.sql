select * from mart_availability_daily
