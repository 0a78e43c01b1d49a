select accuracy.* from bess.mart_soc_accuracy as accuracy
inner join bess.mart_reporting_period as period on accuracy.site_local_date between period.first_date and period.last_date
where period.period_id = '${inputs.period}' and '${inputs.site}' in ('all', accuracy.site_id)
order by accuracy.site_local_date, accuracy.site_name
