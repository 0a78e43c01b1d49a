-- One row per rack and UTC day.
with

source as (
    select * from {{ raw_rows('bms', 'rack_daily') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        battery_id,
        rack_id,
        ---------- labels
        is_online,
        ---------- measures
        soh_pct,
        resistance_ratio,
        cell_voltage_spread_mv,
        cell_temp_spread_k,
        discharged_mwh,
        charged_mwh,
        fault_count,
        ---------- dates
        measured_date,
        ---------- quality
        {{ quarantine_reason('bms', 'rack_daily') }} as quarantine_reason
    from source
)

select * from renamed
