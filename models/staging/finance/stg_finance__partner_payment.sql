-- One row per payment made to a partner.
with

source as (
    select * from {{ raw_rows('finance', 'partner_payment') }}
),

renamed as (
    select
        ---------- ids
        payment_id,
        partner_id,
        ---------- measures
        amount_pence,
        ---------- dates
        statement_month as statement_month_date,
        paid_date,
        ---------- quality
        {{ quarantine_reason('finance', 'partner_payment') }} as quarantine_reason
    from source
)

select * from renamed
