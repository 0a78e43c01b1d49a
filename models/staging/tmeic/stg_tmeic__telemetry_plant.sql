-- One row per plant controller and minute, measured at the point of connection (POC).
with

source as (
    select * from {{ raw_rows('tmeic', 'telemetry_plant') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        controller_id,
        ---------- labels
        controller_status,
        cooling_status,
        ---------- measures
        p_kw,
        q_kvar,
        v_pu,
        f_hz,
        f_min_hz,
        f_max_hz,
        setpoint_kw,
        comms_latency_ms,
        comms_drop_rate,
        ambient_c,
        ---------- timestamps
        ts_utc as interval_start_at,
        ingested_at_utc as ingested_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'telemetry_plant') }} as quarantine_reason
    from source
)

select * from renamed
