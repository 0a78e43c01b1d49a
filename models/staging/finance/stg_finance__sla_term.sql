-- One row per site, clause and version of a service-level or warranty clause.
with

source as (
    select * from {{ raw_rows('finance', 'sla_term') }}
),

renamed as (
    select
        ---------- ids
        sla_term_id,
        site_id,
        clause,
        metric,
        counterparty,
        comparison,
        damages_rule,
        document_reference,
        ---------- measures
        threshold,
        threshold_unit,
        damages_rate_gbp,
        damages_cap_gbp_per_year,
        ---------- dates
        valid_from as valid_from_date,
        valid_to as valid_to_date,
        ---------- quality
        {{ quarantine_reason('finance', 'sla_term') }} as quarantine_reason
    from source
)

select * from renamed
