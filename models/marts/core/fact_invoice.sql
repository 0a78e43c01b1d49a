-- One row per invoice, what its days should have earned and were settled at beside what was invoiced and paid.
with

invoices as (
    select * from {{ ref('stg_finance__invoice') }}
    where quarantine_reason is null
),

settlements as (
    select * from {{ ref('fact_settlement') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

matched as (
    select
        invoices.invoice_id,
        cast(sum(settlements.expected_revenue_pence) as bigint) as expected_pence,
        cast(sum(settlements.settled_revenue_pence) as bigint) as settled_pence
    from invoices
    inner join settlements
        on
            invoices.site_id = settlements.site_id
            and invoices.service_id = settlements.service_id
            and settlements.settlement_date between invoices.period_start_date and invoices.period_end_date
    group by 1
),

compared as (
    select
        invoices.invoice_id,
        invoices.site_id,
        sites.site_name,
        invoices.service_id,
        invoices.counterparty,
        invoices.period_start_date,
        invoices.period_end_date,
        invoices.issued_date,
        invoices.due_date,
        invoices.paid_date,
        case
            when invoices.paid_pence < invoices.amount_pence then 'short_paid'
            when invoices.paid_pence is not null then 'paid'
            when invoices.due_date < as_of.as_of_date then 'overdue'
            else 'open'
        end as invoice_status,
        matched.expected_pence,
        matched.settled_pence,
        invoices.amount_pence as invoiced_pence,
        invoices.paid_pence,
        matched.settled_pence - invoices.amount_pence as uninvoiced_pence,
        invoices.amount_pence - invoices.paid_pence as short_paid_pence
    from invoices
    inner join sites on invoices.site_id = sites.site_id
    inner join as_of on invoices.site_id = as_of.site_id
    left join matched on invoices.invoice_id = matched.invoice_id
),

invoice_amounts as (
    select
        *,
        {{ pence_to_gbp('expected_pence') }} as expected_gbp,
        {{ pence_to_gbp('settled_pence') }} as settled_gbp,
        {{ pence_to_gbp('invoiced_pence') }} as invoiced_gbp,
        {{ pence_to_gbp('paid_pence') }} as paid_gbp,
        {{ pence_to_gbp('uninvoiced_pence') }} as uninvoiced_gbp,
        {{ pence_to_gbp('short_paid_pence') }} as short_paid_gbp
    from compared
)

select * from invoice_amounts
