select mart.settlement_date, mart.settlement_period, min(mart.interval_start_at) as interval_start_at,
    sum(mart.lost_mwh) as lost_mwh, sum(mart.loss_gbp) as loss_gbp,
    max_by(causes.cause_label, mart.loss_gbp) as top_cause_label, max_by(sites.site_name, mart.loss_gbp) as top_site_name,
    '/settlement-days/' || strftime(mart.settlement_date, '%Y-%m-%d') as day_link
from bess.fact_loss_half_hour as mart
inner join bess.dim_loss_cause as causes on mart.cause = causes.cause
inner join bess.dim_site as sites on mart.site_id = sites.site_id
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', mart.site_id) and '${inputs.cause}' in ('all', mart.cause)
group by mart.settlement_date, mart.settlement_period
order by mart.settlement_date, mart.settlement_period
