select *
from bess.mart_vendor_entity
where entity_type in ('vendor', 'site') and '${inputs.vendor}' in ('all', vendor)
order by vendor, coalesce(site_id, '')
