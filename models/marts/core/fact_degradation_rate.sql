-- One row per site and basis, slope of its state of health with the 95 % interval.
with

rates as (
    select * from {{ ref('int_life__degradation_rate') }}
),

chosen as (
    select
        site_id,
        basis,
        slope as slope_ratio_per_year,
        low as slope_low_ratio_per_year,
        high as slope_high_ratio_per_year,
        standard_error as standard_error_ratio_per_year,
        cast(measurements as bigint) as measurement_count,
        span_days,
        -- Too wide to tell a healthy battery from a failing one.
        (high - low) / 2 >= {{ var('indistinct_slope_ratio_per_year') }} or (low <= 0 and high >= 0)
            as is_indistinct
    from rates
)

select * from chosen
