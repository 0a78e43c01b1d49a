select
    positions.*,
    sites.site_name,
    replace(positions.partner_type, '_', ' ') as partner_kind,
    '/partners/' || positions.partner_id as partner_link
from bess.mart_partner_position_mtd as positions
inner join bess.dim_site as sites on positions.site_id = sites.site_id
order by positions.partner_share_mtd_gbp desc
