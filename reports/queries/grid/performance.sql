select factors.*, factors.site_name || ', ' || factors.component as sold_by,
    '/settlement-days/' || strftime(factors.settlement_date, '%Y-%m-%d') as day_link
from bess.mart_response_performance_daily as factors
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and factors.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', factors.site_id) and '${inputs.product}' in ('all', factors.component)
order by factors.settlement_date desc, sold_by
