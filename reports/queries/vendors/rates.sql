select *
from bess.mart_vendor_entity
where '${inputs.vendor}' in ('all', vendor)
order by vendor, coalesce(site_id, ''), entity_type desc, length(entity_id), entity_id
