-- One row per site and week since commercial operation, energy-based state of health.
with

source as (
    select * from {{ raw_rows('bms', 'soh_weekly') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        ---------- measures
        soh_pct,
        cycle_count,
        ---------- dates
        estimated_date,
        ---------- quality
        {{ quarantine_reason('bms', 'soh_weekly') }} as quarantine_reason
    from source
)

select * from renamed
