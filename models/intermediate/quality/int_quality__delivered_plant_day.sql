-- One row per raw table that the plant delivers regularly and UTC day, how much came.
{{ config(
    materialized='incremental' if var('is_live_update') else 'view',
    unique_key=['source_table', 'delivered_date'],
    on_schema_change='fail'
) }}
with

telemetry_plant_rows as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
),

telemetry_block_rows as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
),

telemetry_battery_rows as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
),

rack_daily_rows as (
    select * from {{ ref('stg_bms__rack_daily') }}
),

soh_weekly_rows as (
    select * from {{ ref('stg_bms__soh_weekly') }}
),

delivered as (
    {{ delivered_days('telemetry_plant_rows', 'tmeic', 'telemetry_plant', 'interval_start_at') }}
    union all
    {{ delivered_days('telemetry_block_rows', 'tmeic', 'telemetry_block', 'interval_start_at') }}
    union all
    {{ delivered_days('telemetry_battery_rows', 'bms', 'telemetry_battery', 'interval_start_at') }}
    union all
    {{ delivered_days('rack_daily_rows', 'bms', 'rack_daily', 'measured_date') }}
    union all
    {{ delivered_days('soh_weekly_rows', 'bms', 'soh_weekly', 'estimated_date') }}
)

select * from delivered
