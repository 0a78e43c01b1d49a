select
    stress.*,
    '/sites/' || stress.scope_id as site_link,
    sum(capture.net_energy_value_gbp) as net_energy_value_gbp,
    sum(capture.technical_optimum_gbp) as technical_optimum_gbp
from bess.mart_stress_overview_period as stress
inner join bess.mart_reporting_period as period on stress.period_id = period.period_id
left join bess.mart_capture_daily as capture
    on stress.scope_id = capture.site_id and capture.settlement_date between period.first_date and period.last_date
where stress.scope_id <> 'all' and '${inputs.site}' in ('all', stress.scope_id) and stress.period_id = '${inputs.period}'
group by all
order by stress.net_gbp
