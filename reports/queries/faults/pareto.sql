select
    faults.fault_code || ' · ' || min(faults.description) as fault,
    min(faults.fault_code) as fault_code,
    count(*) as event_count,
    count(distinct faults.asset_id) as asset_count,
    sum(faults.loss_gbp) as loss_gbp,
    sum(faults.lost_mwh) as lost_mwh
from bess.mart_fault_timeline as faults
inner join bess.mart_reporting_period as period
    on
        period.period_id = '${inputs.period}'
        and faults.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', faults.site_id) and '${inputs.vendor}' in ('all', faults.vendor)
group by faults.fault_code
having sum(faults.lost_mwh) > 0
order by lost_mwh desc
