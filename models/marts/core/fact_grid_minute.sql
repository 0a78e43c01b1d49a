-- One row per site and minute delivered, frequency, voltage, power factor, ramp and response against their limits.
with

minutes as (
    select * from {{ ref('int_grid__minute') }}
),

responses as (
    select * from {{ ref('int_grid__response_minute') }}
),

site_minutes as (
    select
        minutes.site_id,
        minutes.interval_start_at,
        minutes.site_local_date,
        minutes.is_valid,
        minutes.f_hz,
        minutes.f_min_hz,
        minutes.f_max_hz,
        minutes.is_outside_operational,
        minutes.is_outside_statutory,
        minutes.v_pu,
        minutes.is_grid_out,
        minutes.is_voltage_excursion,
        minutes.power_mw,
        minutes.reactive_mvar,
        minutes.power_factor,
        minutes.is_power_factor_in_limit,
        minutes.ramp_mw_per_minute,
        minutes.ramp_excess_mw,
        responses.contracted_response_mw,
        responses.asked_response_mw,
        minutes.commanded_response_mw,
        minutes.delivered_response_mw
    from minutes
    left join responses
        on minutes.site_id = responses.site_id and minutes.interval_start_at = responses.interval_start_at
)

select * from site_minutes
