-- One row per site and minute, energy that passed the settlement and auxiliary meters, from their registers.
with

readings as (
    select * from {{ ref('stg_ems__meter_reading') }}
    where quarantine_reason is null
),

-- A register is read at the end of its minute, so energy is the step from the reading before; the very first has none.
steps as (
    select
        site_id,
        interval_start_at,
        m1_export_kwh_total - lag(m1_export_kwh_total) over (
            partition by site_id order by interval_start_at
        ) as exported_kwh,
        m1_import_kwh_total - lag(m1_import_kwh_total) over (
            partition by site_id order by interval_start_at
        ) as imported_kwh,
        m4_import_kwh_total - lag(m4_import_kwh_total) over (
            partition by site_id order by interval_start_at
        ) as auxiliary_kwh
    from readings
)

select * from steps
