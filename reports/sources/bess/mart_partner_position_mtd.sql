select
    partner_id,
    partner_name,
    partner_type,
    site_id,
    month_start_date,
    as_of_date,
    statement_status,
    day_count,
    accrued_day_count,
    partner_share_mtd_gbp,
    floor_cap_position,
    distributable_gbp_per_mw_year,
    effective_share_ratio,
    accrued_ratio,
    availability_used_ratio,
    pending_dispute_count,
    payouts_ytd_gbp
from mart_partner_position_mtd
order by partner_id
