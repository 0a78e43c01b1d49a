select gaps.*, sites.site_name, '/events/' || coalesce(gaps.outage_event_id, gaps.comms_event_id) as event_link
from bess.fact_comms_gap as gaps
inner join bess.dim_site as sites on gaps.site_id = sites.site_id
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and gaps.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', gaps.site_id)
order by gaps.gap_minutes desc
