-- One row per controller or PCS event (fault, trip, comms loss, derate, maintenance), as logged.
with

source as (
    select * from {{ raw_rows('tmeic', 'event') }}
),

renamed as (
    select
        ---------- ids
        event_id,
        site_id,
        asset_id,
        parent_event_id,
        ---------- labels
        event_type,
        severity,
        code,
        description,
        ---------- timestamps
        raised_at_utc as raised_at,
        acknowledged_at_utc as acknowledged_at,
        cleared_at_utc as cleared_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'event') }} as quarantine_reason
    from source
)

select * from renamed
