-- One row per payment to a partner, with the month it is for.
with

payments as (
    select * from {{ ref('stg_finance__partner_payment') }}
    where quarantine_reason is null
),

partners as (
    select * from {{ ref('dim_partner') }}
),

partner_payments as (
    select
        payments.payment_id,
        payments.partner_id,
        partners.partner_name,
        partners.site_id,
        payments.statement_month_date,
        payments.paid_date,
        payments.amount_pence,
        {{ pence_to_gbp('payments.amount_pence') }} as amount_gbp
    from payments
    inner join partners on payments.partner_id = partners.partner_id
)

select * from partner_payments
