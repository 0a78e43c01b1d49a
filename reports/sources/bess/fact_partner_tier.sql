select
    partner_id,
    partner_name,
    site_id,
    statement_month_date,
    first_date,
    last_date,
    tier_number,
    tier_lower_gbp_per_mw_year,
    tier_upper_gbp_per_mw_year,
    share_ratio,
    tier_gbp,
    tier_share_gbp,
    is_reached
from fact_partner_tier
order by partner_id, statement_month_date, first_date, tier_number
