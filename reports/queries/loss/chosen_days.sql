select mart.*, '/sites/' || mart.site_id as site_link
from bess.mart_loss_daily as mart
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', mart.site_id) and '${inputs.cause}' in ('all', mart.cause)
