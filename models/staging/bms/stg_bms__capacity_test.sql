-- One row per witnessed capacity test since commercial operation.
with

source as (
    select * from {{ raw_rows('bms', 'capacity_test') }}
),

renamed as (
    select
        ---------- ids
        test_id,
        site_id,
        ---------- measures
        discharged_mwh,
        soh_pct,
        resistance_ratio,
        mean_temp_c,
        cycle_count,
        ---------- timestamps
        tested_at_utc as tested_at,
        ---------- quality
        {{ quarantine_reason('bms', 'capacity_test') }} as quarantine_reason
    from source
)

select * from renamed
