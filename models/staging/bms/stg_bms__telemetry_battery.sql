-- One row per battery bank (all racks behind one PCS block) and minute.
with

source as (
    select * from {{ raw_rows('bms', 'telemetry_battery') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        battery_id,
        ---------- measures
        soc_pct,
        soh_pct,
        temp_c_avg,
        temp_c_max,
        voltage_v,
        current_a,
        cycle_count,
        ---------- timestamps
        ts_utc as interval_start_at,
        ingested_at_utc as ingested_at,
        ---------- quality
        {{ quarantine_reason('bms', 'telemetry_battery') }} as quarantine_reason
    from source
)

select * from renamed
