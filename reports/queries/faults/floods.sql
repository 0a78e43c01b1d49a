select floods.*, facts.site_name, '/events/' || floods.leading_event_id as event_link
from bess.fact_alarm_flood as floods
inner join bess.dim_site as facts on floods.site_id = facts.site_id
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and floods.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', floods.site_id) and '${inputs.vendor}' in ('all', facts.vendor)
order by floods.started_at desc
