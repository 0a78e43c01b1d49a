-- One row per entry of the exclusion register: time that contracts excuse, with who, why and document.
with

entries as (
    select * from {{ ref('stg_ems__site_status') }}
    where quarantine_reason is null
),

chosen as (
    select
        status_id,
        site_id,
        asset_id,
        status as exclusion_category,
        started_at,
        ended_at,
        registered_by,
        document_reference,
        reason
    from entries
)

select * from chosen
