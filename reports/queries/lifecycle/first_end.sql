select *, '/sites/' || site_id as site_link
from bess.mart_lifecycle_site
where '${inputs.site}' in ('all', site_id)
order by augmentation_p50_date
