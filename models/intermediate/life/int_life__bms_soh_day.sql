-- One row per site and UTC day, state of health that the BMS shows, mean over its batteries.
with

banks as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null and soh_pct is not null
),

days as (
    select
        site_id,
        cast(interval_start_at as date) as measured_date,
        avg(soh_pct) / 100 as soh_ratio
    from banks
    group by 1, 2
)

select * from days
