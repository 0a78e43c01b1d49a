select mart.cause_order, mart.cause_label, sum(mart.loss_gbp) as loss_gbp, sum(mart.alone_loss_gbp) as alone_loss_gbp,
    sum(mart.last_loss_gbp) as last_loss_gbp, sum(mart.order_sensitivity_gbp) as order_sensitivity_gbp
from bess.fact_loss_audit_daily as mart
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', mart.site_id)
group by mart.cause_order, mart.cause_label
order by mart.cause_order
