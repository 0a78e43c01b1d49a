select
    project_id,
    project_name,
    stage,
    stage_name,
    stage_order,
    realisation_probability_ratio,
    gate_status,
    gate_name,
    due_date,
    blocker
from mart_pipeline_gate
order by project_id, stage_order
