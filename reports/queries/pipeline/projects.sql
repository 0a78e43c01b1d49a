select *, '/projects/' || project_id as project_link
from bess.mart_pipeline_project
order by stage_order desc, project_id
