-- A block-minute without a state would silently leave numerator and denominator.
with

telemetry as (
    select
        asset_id,
        count(*) as telemetry_minutes
    from {{ ref('fact_telemetry') }}
    where asset_type = 'inverter'
    group by 1
),

states as (
    select
        asset_id,
        count(availability_state) as state_minutes
    from {{ ref('fact_availability_minute') }}
    group by 1
)

select
    telemetry.asset_id,
    telemetry.telemetry_minutes,
    states.state_minutes
from telemetry
left join states on telemetry.asset_id = states.asset_id
where coalesce(states.state_minutes, 0) <> telemetry.telemetry_minutes
