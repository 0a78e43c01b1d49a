select
    vendor,
    site_count,
    site_day_count,
    revenue_gbp,
    revenue_gbp_per_mw_year
from mart_vendor_revenue
order by vendor
