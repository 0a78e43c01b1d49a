-- One row per controller, inverter or battery, its newest minute with telemetry.
{{ config(
    materialized='incremental' if var('is_live_update') else 'table',
    unique_key=['asset_id'],
    on_schema_change='fail'
) }}
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
    where not is_comms_lost and {{ is_live_row('interval_start_at') }}
),

newest as (
    select
        asset_id,
        site_id,
        asset_type,
        interval_start_at,
        p_kw,
        q_kvar,
        v_pu,
        f_hz,
        setpoint_kw,
        controller_status,
        pcs_state,
        cooling_status,
        ambient_c,
        module_temp_c,
        derate_ratio,
        soc_pct / 100 as soc_ratio,
        temp_c_avg,
        temp_c_max,
        voltage_v,
        current_a
    from telemetry
    qualify row_number() over (partition by asset_id order by interval_start_at desc) = 1
)

select * from newest
