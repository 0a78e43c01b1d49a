select
    mart.settlement_date,
    mart.settlement_period,
    min(mart.interval_start_at) as interval_start_at,
    sum(mart.variance_gbp) as variance_gbp,
    sum(mart.expected_gbp) as expected_gbp,
    sum(mart.settled_gbp) as settled_gbp,
    sum(mart.missing_line_count) as missing_line_count,
    '/settlement-days/' || strftime(mart.settlement_date, '%Y-%m-%d')
    || '?site=${inputs.site}&half_hour=' || cast(mart.settlement_period as integer) as day_link
from bess.mart_settlement_variance_half_hour as mart
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', mart.site_id) and '${inputs.service}' in ('all', mart.service_id)
group by mart.settlement_date, mart.settlement_period
order by mart.settlement_date, mart.settlement_period
