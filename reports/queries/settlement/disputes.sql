select *, replace(service_id, '_', ' ') as service, '/sites/' || site_id as site_link
from bess.fact_dispute
where is_open and '${inputs.site}' in ('all', site_id) and '${inputs.service}' in ('all', service_id)
order by days_to_final
