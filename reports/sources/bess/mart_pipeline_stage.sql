select
    stage,
    stage_name,
    stage_order,
    realisation_probability_ratio,
    project_count,
    power_mw,
    weighted_mw,
    mw_not_fixed_count,
    blocked_project_count
from mart_pipeline_stage
order by stage_order
