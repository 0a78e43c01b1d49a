select depths.site_name, depths.depth_label, depths.depth_from_ratio, sum(depths.full_cycles_per_battery) as full_cycles_per_battery
from bess.mart_cycle_depth_daily as depths
inner join bess.mart_reporting_period as period on depths.site_local_date between period.first_date and period.last_date
where period.period_id = '${inputs.period}' and depths.is_reported and '${inputs.site}' in ('all', depths.site_id)
group by all
order by depths.depth_from_ratio, depths.site_name
