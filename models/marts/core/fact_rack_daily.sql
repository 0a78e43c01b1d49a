-- One row per battery rack and UTC day.
with

racks as (
    select * from {{ ref('stg_bms__rack_daily') }}
    where quarantine_reason is null
),

rack_days as (
    select
        rack_id as asset_id,
        battery_id,
        site_id,
        measured_date,
        is_online,
        soh_pct / 100 as soh_ratio,
        resistance_ratio,
        cell_voltage_spread_mv,
        cell_temp_spread_k,
        discharged_mwh,
        charged_mwh,
        fault_count
    from racks
)

select * from rack_days
