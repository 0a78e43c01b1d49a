select
    days.site_local_date,
    max(days.latency_p50_ms) as p50_ms,
    max(days.latency_p95_ms) as p95_ms,
    max(days.latency_p99_ms) as p99_ms,
    min(links.latency_p95_limit_ms) as p95_limit_ms,
    min(links.latency_p99_limit_ms) as p99_limit_ms
from bess.mart_comms_daily as days
inner join bess.mart_comms_site_mtd as links on days.site_id = links.site_id
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and days.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', days.site_id)
group by days.site_local_date
order by days.site_local_date
