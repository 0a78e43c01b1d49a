select assets.*, codes.trend_statistic, codes.trend_verdict, '/assets/' || assets.asset_id as asset_link
from bess.mart_fault_asset_code as assets
left join bess.mart_fault_code_30d as codes
    on assets.site_id = codes.site_id and assets.fault_code = codes.fault_code
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and assets.last_started_at >= period.first_date
where
    assets.failure_count > 0
    and '${inputs.site}' in ('all', assets.site_id)
    and '${inputs.vendor}' in ('all', assets.vendor)
order by codes.is_to_be_escalated desc, assets.repeat_fault_count desc, assets.lost_mwh desc
