-- One row per raw row of the energy management system that breaks its contract, with the reason and the row itself.
with

dispatch_command_rows as (
    select * from {{ ref('stg_ems__dispatch_command') }}
),

dispatch_plan_rows as (
    select * from {{ ref('stg_ems__dispatch_plan') }}
),

declared_availability_rows as (
    select * from {{ ref('stg_ems__declared_availability') }}
),

site_status_rows as (
    select * from {{ ref('stg_ems__site_status') }}
),

meter_reading_rows as (
    select * from {{ ref('stg_ems__meter_reading') }}
),

quarantined as (
    {{ quarantined_rows('dispatch_command_rows', 'ems', 'dispatch_command') }}
    union all
    {{ quarantined_rows('dispatch_plan_rows', 'ems', 'dispatch_plan') }}
    union all
    {{ quarantined_rows('declared_availability_rows', 'ems', 'declared_availability') }}
    union all
    {{ quarantined_rows('site_status_rows', 'ems', 'site_status') }}
    union all
    {{ quarantined_rows('meter_reading_rows', 'ems', 'meter_reading') }}
)

select * from quarantined
