select
    invoice_id,
    site_id,
    site_name,
    service_id,
    counterparty,
    period_start_date,
    period_end_date,
    due_date,
    paid_date,
    invoice_status,
    expected_gbp,
    settled_gbp,
    invoiced_gbp,
    paid_gbp,
    uninvoiced_gbp,
    short_paid_gbp
from fact_invoice
order by site_id, period_start_date, service_id
