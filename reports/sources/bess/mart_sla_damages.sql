select
    sla_term_id,
    site_id,
    site_name,
    clause,
    counterparty,
    month_start_date,
    is_passed,
    damages_rule,
    damages_rate_gbp,
    damages_quantity,
    damages_gbp,
    damages_year_gbp,
    cap_gbp,
    cap_used_ratio
from mart_sla_damages
order by month_start_date, site_id, clause
