select
    as_of_at,
    as_of_date,
    month_start_date,
    tested_clause_count,
    passed_clause_count,
    sla_breach_count,
    sla_compliance_ratio,
    coverage_ratio,
    penalty_exposure_gbp,
    damages_year_gbp,
    open_warranty_claim_count,
    evidence_packet_count,
    evidence_packet_ready_count,
    last_breach_date,
    days_since_last_breach,
    clause_scale_reach_ratio
from mart_evidence_overview_mtd
order by as_of_at
