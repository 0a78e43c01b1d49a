-- One row per site and site-local day, minutes outside frequency and voltage limits, power factor and ramps.
with

minutes as (
    select * from {{ ref('fact_grid_minute') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

day_totals as (
    select
        site_id,
        site_local_date,
        count(*) as expected_minutes,
        count(*) filter (where is_valid) as valid_minutes,
        count(f_min_hz) as frequency_minutes,
        min(f_min_hz) as lowest_frequency_hz,
        max(f_max_hz) as highest_frequency_hz,
        count(*) filter (where is_outside_operational) as outside_operational_minutes,
        count(*) filter (where is_outside_statutory) as outside_statutory_minutes,
        count(*) filter (where is_grid_out) as grid_outage_minutes,
        count(*) filter (where is_voltage_excursion) as voltage_excursion_minutes,
        min(v_pu) filter (where not is_grid_out) as lowest_voltage_pu,
        max(v_pu) as highest_voltage_pu,
        count(power_factor) as power_factor_minutes,
        count(*) filter (where is_power_factor_in_limit) as power_factor_in_limit_minutes,
        max(reactive_mvar) as highest_reactive_mvar,
        min(reactive_mvar) as lowest_reactive_mvar,
        count(ramp_excess_mw) as ramp_minutes,
        count(*) filter (where ramp_excess_mw > 0) as ramp_excursion_count,
        max(ramp_excess_mw) as ramp_excess_highest_mw,
        count(*) filter (where is_valid) / cast(count(*) as double) as coverage_ratio
    from minutes
    group by 1, 2
),

compared as (
    select
        day_totals.site_id,
        sites.site_name,
        day_totals.site_local_date,
        day_totals.expected_minutes,
        day_totals.valid_minutes,
        day_totals.frequency_minutes,
        day_totals.lowest_frequency_hz,
        day_totals.highest_frequency_hz,
        day_totals.outside_operational_minutes,
        day_totals.outside_statutory_minutes,
        day_totals.grid_outage_minutes,
        day_totals.voltage_excursion_minutes,
        day_totals.lowest_voltage_pu,
        day_totals.highest_voltage_pu,
        day_totals.power_factor_minutes,
        day_totals.power_factor_in_limit_minutes,
        {{ if_covered(
            safe_ratio(
                'day_totals.power_factor_in_limit_minutes', 'cast(day_totals.power_factor_minutes as double)'
            ),
            'day_totals.coverage_ratio'
        ) }} as power_factor_in_limit_ratio,
        day_totals.highest_reactive_mvar,
        day_totals.lowest_reactive_mvar,
        day_totals.ramp_minutes,
        day_totals.ramp_excursion_count,
        day_totals.ramp_excess_highest_mw,
        {{ if_covered(
            safe_ratio(
                'day_totals.ramp_minutes - day_totals.ramp_excursion_count', 'cast(day_totals.ramp_minutes as double)'
            ),
            'day_totals.coverage_ratio'
        ) }} as ramp_compliance_ratio,
        cast(null as double) as total_harmonic_distortion_ratio,
        day_totals.coverage_ratio
    from day_totals
    inner join sites on day_totals.site_id = sites.site_id
)

select * from compared
