select
    months.month_date,
    coalesce(sum(projects.power_mw) filter (where projects.planned_cod_date < months.month_date + interval 1 month), 0) as announced_mw,
    coalesce(sum(projects.weighted_mw) filter (where projects.p50_cod_date < months.month_date + interval 1 month), 0) as p50_mw,
    coalesce(sum(projects.weighted_mw) filter (where projects.p90_cod_date < months.month_date + interval 1 month), 0) as p90_mw
from bess.mart_pipeline_scurve_monthly as months
cross join bess.mart_pipeline_project as projects
where '${inputs.stage}' in ('all', projects.stage) and '${inputs.region}' in ('all', projects.region)
group by months.month_date
order by months.month_date
