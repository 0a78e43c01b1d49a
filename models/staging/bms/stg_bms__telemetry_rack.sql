-- One row per rack and minute.
with

source as (
    select * from {{ raw_rows('bms', 'telemetry_rack') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        rack_id,
        ---------- measures
        soc_pct,
        voltage_v,
        current_a,
        temp_c_avg,
        ---------- timestamps
        ts_utc as interval_start_at,
        ---------- quality
        {{ quarantine_reason('bms', 'telemetry_rack') }} as quarantine_reason
    from source
)

select * from renamed
