select
    days.site_name || ' · ' || strftime(days.site_local_date, '%d %b') as lane,
    days.comms_uptime_ratio,
    gaps.from_local_hour, gaps.to_local_hour,
    gaps.started_at, gaps.gap_class, gaps.gap_minutes,
    cast(gaps.gap_minutes as integer) || ' min' as gap_text,
    gaps.blind_mwh,
    '/events/' || coalesce(gaps.outage_event_id, gaps.comms_event_id) as event_link
from bess.mart_comms_daily as days
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and days.site_local_date between period.first_date and period.last_date
left join bess.fact_comms_gap as gaps
    on days.site_id = gaps.site_id and days.site_local_date = gaps.site_local_date
where '${inputs.site}' in ('all', days.site_id)
order by days.site_name, days.site_local_date, gaps.started_at
