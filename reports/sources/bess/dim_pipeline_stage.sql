select
    stage,
    stage_name,
    stage_order
from dim_pipeline_stage
order by stage_order
