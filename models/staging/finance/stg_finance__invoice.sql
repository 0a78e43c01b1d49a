-- One row per invoice to a counterparty for a site, service and month.
with

source as (
    select * from {{ raw_rows('finance', 'invoice') }}
),

renamed as (
    select
        ---------- ids
        invoice_id,
        site_id,
        service as service_id,
        counterparty,
        ---------- measures
        amount_pence,
        paid_pence,
        ---------- dates
        period_start as period_start_date,
        period_end as period_end_date,
        issued_date,
        due_date,
        paid_date,
        ---------- quality
        {{ quarantine_reason('finance', 'invoice') }} as quarantine_reason
    from source
)

select * from renamed
