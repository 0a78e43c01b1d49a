select
    month_date,
    announced_project_count,
    announced_mw,
    p50_mw,
    p90_mw
from mart_pipeline_scurve_monthly
order by month_date
