-- One row per site and local day, rate of fade that its conditions lead to, beside the rate under the warranty's own.
with

conditions as (
    select * from {{ ref('int_stress__site_condition') }}
),

{%- set reference = {
    'temperature': var('warranty_reference_c'), 'soc': var('warranty_reference_soc_ratio'),
    'depth': var('warranty_reference_depth_ratio'), 'c_rate': var('warranty_reference_c_rate'),
} %}

factors as (
    select
        *,
        {{ calendar_fade_factor('temperature_mean_c', 'soc_mean_ratio') }} as calendar_factor,
        -- A day without a closed cycle or movement has no cycle fade to shape.
        {{ cycle_fade_factor(
            'temperature_mean_c', 'coalesce(depth_ratio, 0)', 'coalesce(c_rate_moving, 0)'
        ) }} as cycle_factor,
        {{ calendar_fade_factor(reference.temperature, reference.soc) }} as reference_calendar_factor,
        {{ cycle_fade_factor(reference.temperature, reference.depth, reference.c_rate) }} as reference_cycle_factor,
        -- Of the temperature alone, against the warranty's.
        exp(
            {{ var('fade_calendar_temperature_k') }} / (temperature_mean_c + {{ var('zero_celsius_k') }})
            - {{ var('fade_calendar_temperature_k') }} / ({{ reference.temperature }} + {{ var('zero_celsius_k') }})
        ) as arrhenius_ratio,
        power(cast(age_days as double), {{ var('fade_calendar_exponent') }} - 1) * {{ var('fade_calendar_exponent') }}
            as calendar_slope,
        power(cycle_count, {{ var('fade_cycle_exponent') }} - 1) * {{ var('fade_cycle_exponent') }} as cycle_slope,
        power(age_days * warranted_cycles_per_day, {{ var('fade_cycle_exponent') }} - 1)
        * {{ var('fade_cycle_exponent') }} as reference_cycle_slope
    from conditions
    where age_days > 0
),

rates as (
    select
        *,
        cycle_factor * cycle_slope as fade_per_cycle_ratio,
        calendar_factor * calendar_slope + cycle_factor * cycle_slope * discharged_cycles as fade_ratio_per_day,
        reference_calendar_factor * calendar_slope
        + reference_cycle_factor * reference_cycle_slope * warranted_cycles_per_day as reference_fade_ratio_per_day
    from factors
)

select * from rates
