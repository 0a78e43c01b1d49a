-- One row per entry of the exclusion register: a period out of normal service, with the document behind it.
with

source as (
    select * from {{ raw_rows('ems', 'site_status') }}
),

renamed as (
    select
        ---------- ids
        status_id,
        site_id,
        asset_id,
        ---------- labels
        status,
        registered_by,
        document_reference,
        reason,
        ---------- timestamps
        started_at_utc as started_at,
        ended_at_utc as ended_at,
        ---------- quality
        {{ quarantine_reason('ems', 'site_status') }} as quarantine_reason
    from source
)

select * from renamed
