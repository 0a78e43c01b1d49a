select mart.*, dim_site.site_name, '/events/' || mart.event_id as event_link
from bess.fact_maintenance as mart
inner join bess.dim_site as dim_site on mart.site_id = dim_site.site_id
where
    mart.is_warranty_claim
    and '${inputs.site}' in ('all', mart.site_id)
    and '${inputs.counterparty}' in ('all', mart.vendor)
order by mart.is_claim_pending desc, mart.opened_at
