-- One row per raw table that operation and market deliver regularly, how much came and how new it is.
with

dispatch_command_rows as (
    select * from {{ ref('stg_ems__dispatch_command') }}
),

dispatch_plan_rows as (
    select * from {{ ref('stg_ems__dispatch_plan') }}
),

meter_reading_rows as (
    select * from {{ ref('stg_ems__meter_reading') }}
),

price_rows as (
    select * from {{ ref('stg_rtm__price') }}
),

metered_volume_rows as (
    select * from {{ ref('stg_rtm__metered_volume') }}
),

settlement_line_rows as (
    select * from {{ ref('stg_rtm__settlement_line') }}
),

delivered as (
    {{ delivered_table('dispatch_command_rows', 'ems', 'dispatch_command', 'interval_start_at') }}
    union all
    {{ delivered_table('dispatch_plan_rows', 'ems', 'dispatch_plan', 'interval_start_at') }}
    union all
    {{ delivered_table('meter_reading_rows', 'ems', 'meter_reading', 'interval_start_at') }}
    union all
    {{ delivered_table('price_rows', 'rtm', 'price', 'interval_start_at') }}
    union all
    {{ delivered_table('metered_volume_rows', 'rtm', 'metered_volume', 'interval_start_at') }}
    union all
    {{ delivered_table('settlement_line_rows', 'rtm', 'settlement_line', 'interval_start_at') }}
)

select * from delivered
