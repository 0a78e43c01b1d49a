-- One row per raw row of the battery management system that breaks its contract, with the reason and the row itself.
with

telemetry_battery_rows as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
),

rack_daily_rows as (
    select * from {{ ref('stg_bms__rack_daily') }}
),

telemetry_rack_rows as (
    select * from {{ ref('stg_bms__telemetry_rack') }}
),

capacity_test_rows as (
    select * from {{ ref('stg_bms__capacity_test') }}
),

soh_weekly_rows as (
    select * from {{ ref('stg_bms__soh_weekly') }}
),

quarantined as (
    {{ quarantined_rows('telemetry_battery_rows', 'bms', 'telemetry_battery', 'battery_id', 'interval_start_at') }}
    union all
    {{ quarantined_rows('rack_daily_rows', 'bms', 'rack_daily') }}
    union all
    {{ quarantined_rows('telemetry_rack_rows', 'bms', 'telemetry_rack') }}
    union all
    {{ quarantined_rows('capacity_test_rows', 'bms', 'capacity_test') }}
    union all
    {{ quarantined_rows('soh_weekly_rows', 'bms', 'soh_weekly') }}
)

select * from quarantined
