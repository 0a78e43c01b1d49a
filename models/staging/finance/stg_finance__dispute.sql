-- One row per dispute raised on settlement, an invoice or a partner statement.
with

source as (
    select * from {{ raw_rows('finance', 'dispute') }}
),

renamed as (
    select
        ---------- ids
        dispute_id,
        site_id,
        partner_id,
        service as service_id,
        reason,
        ---------- measures
        amount_pence,
        ---------- dates
        settlement_date,
        opened_date,
        closed_date,
        ---------- quality
        {{ quarantine_reason('finance', 'dispute') }} as quarantine_reason
    from source
)

select * from renamed
