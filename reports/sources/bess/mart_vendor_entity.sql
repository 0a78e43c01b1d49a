select
    entity_type,
    entity_id,
    entity_name,
    vendor,
    site_id,
    site_count,
    block_count,
    failure_count,
    operating_block_hours,
    rate_per_1000_hours,
    rate_lower_per_1000_hours,
    rate_upper_per_1000_hours,
    shrunk_rate_per_1000_hours,
    fleet_rate_per_1000_hours,
    is_ranked,
    rate_rank,
    contractual_availability_ratio,
    availability_lower_ratio,
    availability_upper_ratio,
    coverage_ratio
from mart_vendor_entity
order by vendor, site_id, entity_type
