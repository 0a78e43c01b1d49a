-- One row per PCS block (inverter skid) and minute, measured at the block's AC terminals and DC bus.
with

source as (
    select * from {{ raw_rows('tmeic', 'telemetry_block') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        inverter_id,
        ---------- labels
        pcs_state,
        ---------- measures
        p_kw,
        q_kvar,
        dc_voltage_v,
        dc_current_a,
        derate_ratio,
        inverter_efficiency_pct,
        module_temp_c,
        ---------- timestamps
        ts_utc as interval_start_at,
        ingested_at_utc as ingested_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'telemetry_block') }} as quarantine_reason
    from source
)

select * from renamed
