-- One row per invoice to a counterparty for a site, service and month.
with

invoices as (
    select * from {{ ref('stg_finance__invoice') }}
    where quarantine_reason is null
),

chosen as (
    select
        invoice_id,
        site_id,
        service_id,
        counterparty,
        period_start_date,
        period_end_date,
        issued_date,
        due_date,
        paid_date,
        amount_pence,
        paid_pence
    from invoices
)

select * from chosen
