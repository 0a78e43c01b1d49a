-- One row per raw row of the plant controller that breaks its contract, with the reason and the row itself.
with

telemetry_plant_rows as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
),

telemetry_block_rows as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
),

event_rows as (
    select * from {{ ref('stg_tmeic__event') }}
),

alarm_rows as (
    select * from {{ ref('stg_tmeic__alarm') }}
),

frequency_capture_rows as (
    select * from {{ ref('stg_tmeic__frequency_capture') }}
),

quarantined as (
    {{ quarantined_rows('telemetry_plant_rows', 'tmeic', 'telemetry_plant', 'controller_id', 'interval_start_at') }}
    union all
    {{ quarantined_rows('telemetry_block_rows', 'tmeic', 'telemetry_block', 'inverter_id', 'interval_start_at') }}
    union all
    {{ quarantined_rows('event_rows', 'tmeic', 'event') }}
    union all
    {{ quarantined_rows('alarm_rows', 'tmeic', 'alarm') }}
    union all
    {{ quarantined_rows('frequency_capture_rows', 'tmeic', 'frequency_capture') }}
)

select * from quarantined
