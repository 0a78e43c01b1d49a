select mart.step_order, mart.step_key, mart.step_label, mart.step_type, sum(mart.amount_gbp) as amount_gbp
from bess.mart_loss_waterfall_daily as mart
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', mart.site_id)
group by mart.step_order, mart.step_key, mart.step_label, mart.step_type
order by mart.step_order
