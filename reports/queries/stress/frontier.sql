select
    stress.*, sum(stress.wear_gbp) over best_first as wear_so_far_gbp, sum(stress.margin_gbp) over best_first as margin_so_far_gbp,
    sum(stress.margin_gbp - stress.wear_gbp) over best_first as net_so_far_gbp
from bess.mart_stress_daily as stress
inner join bess.mart_reporting_period as period on stress.site_local_date between period.first_date and period.last_date
where period.period_id = '${inputs.period}' and '${inputs.site}' in ('all', stress.site_id) and stress.margin_to_wear_ratio is not null
window best_first as (order by stress.margin_to_wear_ratio desc, stress.site_id, stress.site_local_date rows unbounded preceding)
order by stress.margin_to_wear_ratio desc, stress.site_id, stress.site_local_date
