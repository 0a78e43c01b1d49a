-- One row per notification of maximum export and import limits (MEL, MIL); later notifications supersede.
with

source as (
    select * from {{ raw_rows('ems', 'declared_availability') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        ---------- labels
        notification_sequence,
        reason,
        ---------- measures
        maximum_export_limit_mw,
        maximum_import_limit_mw,
        ---------- timestamps
        notified_at_utc as notified_at,
        effective_from_utc as effective_from_at,
        effective_to_utc as effective_to_at,
        ---------- quality
        {{ quarantine_reason('ems', 'declared_availability') }} as quarantine_reason
    from source
)

select * from renamed
