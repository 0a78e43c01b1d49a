select
    dispute_id,
    site_id,
    site_name,
    partner_id,
    service_id,
    settlement_date,
    opened_date,
    closed_date,
    is_open,
    reason,
    age_days,
    age_bucket_order,
    age_bucket,
    final_run_date,
    days_to_final,
    amount_gbp,
    at_risk_gbp
from fact_dispute
order by opened_date
