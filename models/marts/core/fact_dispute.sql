-- One row per dispute on settlement, an invoice or a partner statement.
with

disputes as (
    select * from {{ ref('stg_finance__dispute') }}
    where quarantine_reason is null
),

chosen as (
    select
        dispute_id,
        site_id,
        partner_id,
        service_id,
        settlement_date,
        opened_date,
        closed_date,
        closed_date is null as is_open,
        amount_pence,
        reason
    from disputes
)

select * from chosen
