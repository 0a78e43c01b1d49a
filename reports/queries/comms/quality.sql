select
    days.site_name,
    days.asset_type,
    sum(days.expected_count) - sum(days.received_count) as absent_count,
    sum(days.expected_count) as expected_count,
    sum(days.row_count) - sum(days.timely_count) as late_count,
    min(days.timeliness_ratio) as worst_timeliness,
    sum(days.flagged_count) as flagged_count,
    sum(days.sample_count) as sample_count,
    sum(days.range_count) as range_count,
    sum(days.rate_count) as rate_count, sum(days.flat_count) as flat_count, sum(days.cross_count) as cross_count,
    min(days.completeness_ratio) as worst_completeness,
    min(days.validity_ratio) as worst_validity
from bess.mart_data_quality_daily as days
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and days.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', days.site_id)
group by days.site_name, days.asset_type
order by flagged_count desc, absent_count desc
