select stress.*, 1.0 as warranted_ratio
from bess.mart_stress_overview_daily as stress
inner join bess.mart_reporting_period as period on stress.site_local_date between period.first_date and period.last_date
where period.period_id = '${inputs.period}' and stress.scope_id = '${inputs.site}'
order by stress.site_local_date
