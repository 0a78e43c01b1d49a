-- One row per site and minute delivered, frequency, voltage, power factor and ramp against the connection's limits.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

commands as (
    select * from {{ ref('stg_ems__dispatch_command') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

measured as (
    select
        telemetry.site_id,
        telemetry.interval_start_at,
        {{ site_local_date('telemetry.interval_start_at', 'sites.time_zone') }} as site_local_date,
        sites.rated_mw,
        telemetry.p_kw is not null as is_valid,
        telemetry.f_hz,
        -- A minute's mean hides its nadir; limits are judged on its extremes.
        telemetry.f_min_hz,
        telemetry.f_max_hz,
        telemetry.v_pu,
        telemetry.p_kw / 1000 as power_mw,
        telemetry.q_kvar / 1000 as reactive_mvar,
        telemetry.v_pu < {{ var('grid_outage_voltage_pu') }} as is_grid_out,
        commands.response_kw / 1000 as commanded_response_mw,
        (telemetry.p_kw - commands.baseline_kw) / 1000 as delivered_response_mw,
        -- Response may and must be fast: only the rest of the power has a ramp to keep.
        (telemetry.p_kw - commands.response_kw) / 1000 as scheduled_part_mw,
        -- A trip is an outage and counted as one, not a ramp that somebody drove.
        telemetry.controller_status in ('RUN', 'STANDBY') as is_controlled
    from telemetry
    inner join sites on telemetry.site_id = sites.site_id
    left join commands
        on telemetry.site_id = commands.site_id and telemetry.interval_start_at = commands.interval_start_at
),

changed as (
    select
        *,
        case
            when
                is_controlled
                and lag(is_controlled) over (partition by site_id order by interval_start_at)
                and lag(interval_start_at) over (partition by site_id order by interval_start_at)
                = {{ minutes_later('interval_start_at', -1) }}
                then scheduled_part_mw - lag(scheduled_part_mw) over (partition by site_id order by interval_start_at)
        end as ramp_mw_per_minute
    from measured
),

judged as (
    select
        site_id,
        interval_start_at,
        site_local_date,
        is_valid,
        f_hz,
        f_min_hz,
        f_max_hz,
        abs(f_min_hz - {{ var('nominal_frequency_hz') }}) > {{ limit_of('frequency_operational_deviation') }}
        or abs(f_max_hz - {{ var('nominal_frequency_hz') }}) > {{ limit_of('frequency_operational_deviation') }}
            as is_outside_operational,
        abs(f_min_hz - {{ var('nominal_frequency_hz') }}) > {{ limit_of('frequency_statutory_deviation') }}
        or abs(f_max_hz - {{ var('nominal_frequency_hz') }}) > {{ limit_of('frequency_statutory_deviation') }}
            as is_outside_statutory,
        v_pu,
        coalesce(is_grid_out, false) as is_grid_out,
        coalesce(
            not is_grid_out and (v_pu < {{ limit_of('voltage_low') }} or v_pu > {{ limit_of('voltage_high') }}), false
        ) as is_voltage_excursion,
        power_mw,
        reactive_mvar,
        -- Of power without sign: charge and discharge must not cancel. Near zero it says nothing.
        case
            when abs(power_mw) > rated_mw * {{ limit_of('power_factor_load') }}
                then abs(power_mw) / sqrt(power_mw * power_mw + reactive_mvar * reactive_mvar)
        end as power_factor,
        case
            when abs(power_mw) > rated_mw * {{ limit_of('power_factor_load') }}
                then
                    abs(power_mw)
                    >= {{ limit_of('power_factor_low') }} * sqrt(power_mw * power_mw + reactive_mvar * reactive_mvar)
        end as is_power_factor_in_limit,
        ramp_mw_per_minute,
        case
            when ramp_mw_per_minute is not null
                then greatest(
                    abs(ramp_mw_per_minute)
                    - rated_mw * ({{ limit_of('ramp_limit') }} + {{ limit_of('ramp_tolerance') }}),
                    0
                )
        end as ramp_excess_mw,
        commanded_response_mw,
        delivered_response_mw
    from changed
)

select * from judged
