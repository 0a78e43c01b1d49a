-- One row per payment made to a partner.
with

payments as (
    select * from {{ ref('stg_finance__partner_payment') }}
    where quarantine_reason is null
),

chosen as (
    select
        payment_id,
        partner_id,
        statement_month_date,
        paid_date,
        amount_pence
    from payments
)

select * from chosen
