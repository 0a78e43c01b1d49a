select disputes.*, replace(disputes.service_id, '_', ' ') as service, '/sites/' || disputes.site_id as site_link
from bess.fact_dispute as disputes
inner join ${partner} as partner on disputes.site_id = partner.site_id
where disputes.is_open and coalesce(disputes.partner_id, partner.partner_id) = partner.partner_id
order by disputes.days_to_final
