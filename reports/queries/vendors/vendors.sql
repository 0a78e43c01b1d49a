select rate.vendor, rate.site_count, rate.block_count, rate.failure_count, rate.operating_block_hours, rate.rate_per_1000_hours,
    rate.contractual_availability_ratio, revenue.revenue_gbp_per_mw_year
from bess.mart_vendor_entity as rate
left join bess.mart_vendor_revenue as revenue on rate.vendor = revenue.vendor
where rate.entity_type = 'vendor' and '${inputs.vendor}' in ('all', rate.vendor)
order by rate.vendor
