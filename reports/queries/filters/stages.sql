select stage as value, stage_name as text
from bess.dim_pipeline_stage
order by stage_order
