select rate.entity_name as site_name, '/sites/' || rate.site_id as site_link, rate.vendor, rate.block_count, rate.failure_count,
    rate.rate_per_1000_hours, rate.rate_lower_per_1000_hours, rate.rate_upper_per_1000_hours,
    availability.contractual_availability_ratio
from bess.mart_vendor_rate as rate
left join bess.mart_vendor_availability as availability
    on rate.entity_id = availability.entity_id and availability.entity_type = 'site'
where rate.entity_type = 'site' and '${inputs.vendor}' in ('all', rate.vendor)
order by rate.rate_per_1000_hours
