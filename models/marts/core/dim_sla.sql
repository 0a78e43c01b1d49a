-- One row per site, clause and version of a service-level or warranty clause.
with

terms as (
    select * from {{ ref('stg_finance__sla_term') }}
    where quarantine_reason is null
),

clauses as (
    select
        sla_term_id,
        site_id,
        clause,
        metric,
        counterparty,
        threshold,
        threshold_unit,
        comparison,
        valid_from_date,
        valid_to_date,
        damages_rule,
        damages_rate_gbp,
        damages_cap_gbp_per_year,
        document_reference
    from terms
)

select * from clauses
