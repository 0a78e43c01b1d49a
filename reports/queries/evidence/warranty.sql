select mart.*, '/sites/' || mart.site_id as site_link, owed.counterparty,
    replace(replace(cast(mart.is_breach_beyond_tolerance as varchar), 'true', 'yes'), 'false', 'no') as beyond_tolerance,
    replace(replace(cast(mart.is_claim_supported as varchar), 'true', 'yes'), 'false', 'no') as claim_supported
from bess.mart_warranty_site as mart
inner join (select distinct site_id, counterparty from bess.mart_sla_evidence where metric = 'soh_guarantee') as owed
    on mart.site_id = owed.site_id
where '${inputs.site}' in ('all', mart.site_id) and '${inputs.counterparty}' in ('all', owed.counterparty)
order by mart.headroom_after_tolerance_ratio
