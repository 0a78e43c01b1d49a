-- One row per site and basis, slope of its state of health with the 95 % interval.
with

rates as (
    select * from {{ ref('int_life__degradation_rate') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

site_rates as (
    select
        rates.site_id,
        rates.basis,
        rates.slope as slope_ratio_per_year,
        rates.low as slope_low_ratio_per_year,
        rates.high as slope_high_ratio_per_year,
        rates.standard_error as standard_error_ratio_per_year,
        cast(rates.measurements as bigint) as measurement_count,
        -- Capacity tests are as many as the owner asks for; weekly estimates are due every week.
        case rates.basis
            when 'weekly'
                then {{ weeks_completed('sites.commercial_operation_date', 'as_of.as_of_date') }}
        end as due_measurement_count,
        rates.span_days,
        -- Too wide to tell a healthy battery from a failing one.
        (rates.high - rates.low) / 2 >= {{ var('indistinct_slope_ratio_per_year') }}
        or (rates.low <= 0 and rates.high >= 0) as is_indistinct
    from rates
    inner join sites on rates.site_id = sites.site_id
    inner join as_of on rates.site_id = as_of.site_id
)

select * from site_rates
