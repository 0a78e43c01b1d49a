select
    entity_type,
    entity_id,
    entity_name,
    vendor,
    site_id,
    site_count,
    block_count,
    coverage_ratio,
    contractual_availability_ratio,
    availability_lower_ratio,
    availability_upper_ratio
from mart_vendor_availability
order by vendor, site_id, entity_type
