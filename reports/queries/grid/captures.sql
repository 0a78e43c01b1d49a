select captures.*
from bess.mart_frequency_response as captures
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and captures.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', captures.site_id)
order by captures.site_id, captures.started_at
