select *, replace(service_id, '_', ' ') as service, replace(invoice_status, '_', ' ') as status, '/sites/' || site_id as site_link
from bess.fact_invoice
where '${inputs.site}' in ('all', site_id) and '${inputs.service}' in ('all', service_id)
order by coalesce(short_paid_gbp, 0) desc, abs(uninvoiced_gbp) desc
