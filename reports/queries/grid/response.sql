select samples.*
from bess.mart_frequency_capture_half_second as samples
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and samples.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', samples.site_id)
order by samples.capture_id, samples.seconds
