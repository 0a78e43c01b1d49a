select disputes.*, replace(disputes.service_id, '_', ' ') as service, '/sites/' || disputes.site_id as site_link
from bess.fact_dispute as disputes
where
    disputes.is_open
    and disputes.site_id in (select site_id from bess.dim_partner where '${inputs.partner}' in ('all', partner_id))
    and ('${inputs.partner}' = 'all' or coalesce(disputes.partner_id, '${inputs.partner}') = '${inputs.partner}')
order by disputes.days_to_final
