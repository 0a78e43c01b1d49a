-- One row per battery and UTC day, state of health that the BMS shows.
with

banks as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null and soh_pct is not null
),

days as (
    select
        site_id,
        battery_id,
        cast(interval_start_at as date) as measured_date,
        avg(soh_pct) / 100 as soh_ratio
    from banks
    group by 1, 2, 3
)

select * from days
