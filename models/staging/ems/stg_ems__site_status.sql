-- One row per period in which a site or block was out of normal service, as the owner's control room registered it with the document behind it: the exclusion register.
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
