select distinct region as value, region as text
from bess.mart_pipeline_project
where region is not null
order by region
