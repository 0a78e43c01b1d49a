-- What did the controller see ten minutes before and after the newest trip of each site? Asked by the support engineer.
with

trips as (
    select *
    from {{ ref('fact_events') }}
    where event_type = 'trip'
    qualify row_number() over (partition by site_id order by started_at desc) = 1
),

telemetry as (
    select * from {{ ref('fact_telemetry') }}
    where asset_type = 'controller'
)

select
    trips.event_id,
    trips.site_id,
    trips.fault_code,
    round({{ elapsed_minutes('trips.started_at', 'telemetry.interval_start_at') }}, 1) as minutes_after_trip,
    telemetry.interval_start_at,
    telemetry.setpoint_kw,
    telemetry.p_kw,
    telemetry.f_hz,
    telemetry.v_pu,
    telemetry.controller_status,
    telemetry.is_comms_lost
from trips
inner join telemetry
    on
        trips.site_id = telemetry.site_id
        and telemetry.interval_start_at between {{ minutes_later('trips.started_at', -10) }}
        and {{ minutes_later('trips.started_at', 10) }}
order by trips.site_id, telemetry.interval_start_at
