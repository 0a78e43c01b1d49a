select mart.*, '/events/' || mart.event_id as event_link, replace(mart.event_type, '_', ' ') as kind
from bess.fact_event_loss as mart
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.first_date <= period.last_date
    and coalesce(mart.last_date, period.last_date) >= period.first_date
where '${inputs.site}' in ('all', mart.site_id)
order by mart.loss_gbp desc, mart.event_id
