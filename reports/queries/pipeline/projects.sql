-- Dates as text: a table would print a missing one as 1970.
select
    *,
    '/projects/' || project_id as project_link,
    planned_cod_date is not null as has_date,
    strftime(planned_cod_date, '%Y-%m') as planned_month,
    strftime(p50_cod_date, '%Y-%m') as p50_month,
    strftime(p90_cod_date, '%Y-%m') as p90_month
from bess.mart_pipeline_project
order by stage_order desc, project_id
