select
    as_of_date,
    month_start_date,
    partner_count,
    partner_share_mtd_gbp,
    distributable_mtd_gbp,
    effective_share_ratio,
    accrued_ratio,
    passed_clause_count,
    tested_clause_count,
    sla_compliance_ratio,
    sla_target_ratio,
    pending_dispute_count,
    payouts_ytd_gbp
from mart_partner_overview_mtd
order by as_of_date
