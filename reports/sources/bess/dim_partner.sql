select
    partner_id,
    partner_name,
    partner_type,
    site_id
from dim_partner
order by partner_name
