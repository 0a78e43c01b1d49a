select rate.entity_name as site_name, '/sites/' || rate.site_id as site_link, rate.vendor, rate.block_count, rate.failure_count,
    rate.rate_per_1000_hours, rate.rate_lower_per_1000_hours, rate.rate_upper_per_1000_hours,
    rate.contractual_availability_ratio
from bess.mart_vendor_entity as rate
where rate.entity_type = 'site' and '${inputs.vendor}' in ('all', rate.vendor)
order by rate.rate_per_1000_hours
