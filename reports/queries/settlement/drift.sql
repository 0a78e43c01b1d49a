select mart.run_order, mart.run_name,
    sum(mart.drift_gbp) filter (where mart.drift_gbp > 0) as raised_gbp,
    sum(mart.drift_gbp) filter (where mart.drift_gbp < 0) as lowered_gbp
from bess.mart_settlement_run_drift as mart
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where mart.drift_gbp is not null and '${inputs.site}' in ('all', mart.site_id) and '${inputs.service}' in ('all', mart.service_id)
group by mart.run_order, mart.run_name
order by mart.run_order
