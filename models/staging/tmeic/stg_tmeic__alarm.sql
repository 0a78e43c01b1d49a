-- One row per alarm annunciated to the operator.
with

source as (
    select * from {{ raw_rows('tmeic', 'alarm') }}
),

renamed as (
    select
        ---------- ids
        alarm_id,
        site_id,
        asset_id,
        event_id,
        ---------- labels
        code,
        priority,
        ---------- timestamps
        raised_at_utc as raised_at,
        acknowledged_at_utc as acknowledged_at,
        cleared_at_utc as cleared_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'alarm') }} as quarantine_reason
    from source
)

select * from renamed
