-- One row per raw table that the plant delivers regularly, how much came and how new it is.
with

days as (
    select * from {{ ref('int_quality__delivered_plant_day') }}
),

delivered as (
    {{ delivered_total('days', 'tmeic', 'telemetry_plant') }}
    union all
    {{ delivered_total('days', 'tmeic', 'telemetry_block') }}
    union all
    {{ delivered_total('days', 'bms', 'telemetry_battery') }}
    union all
    {{ delivered_total('days', 'bms', 'rack_daily') }}
    union all
    {{ delivered_total('days', 'bms', 'soh_weekly') }}
)

select * from delivered
