select partner_id as value, partner_name as text
from bess.dim_partner
order by partner_name
