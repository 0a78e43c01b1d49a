select
    site_name, count(*) as failed_count, max(delay_seconds) as delay_seconds, max(initiation_limit_seconds) as limit_seconds,
    min(slope_ratio) as slope_ratio, max(slope_tolerance_ratio) as tolerance_ratio
from bess.mart_frequency_response as captures
inner join bess.mart_reporting_period as period
    on period.period_id = 'mtd' and captures.site_local_date between period.first_date and period.last_date
where not is_passed
group by site_name
order by failed_count desc
limit 1
