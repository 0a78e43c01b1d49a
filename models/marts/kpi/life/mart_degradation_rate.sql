-- One row per site and basis, speed of fade with its interval beside what the guarantee allows.
with

rates as (
    select * from {{ ref('fact_degradation_rate') }}
),

health as (
    select * from {{ ref('fact_soh_weekly') }}
    qualify row_number() over (partition by site_id order by estimated_date desc) = 1
),

sites as (
    select * from {{ ref('dim_site') }}
),

site_rates as (
    select
        rates.site_id,
        sites.site_name,
        rates.basis,
        case rates.basis
            when 'weekly' then 'Weekly estimates since the start'
            when 'capacity_test' then 'Capacity tests since the start'
            when 'last_30_days' then 'BMS, last 30 days'
        end as basis_label,
        -- A loss is a positive rate: its ends change places.
        -rates.slope_ratio_per_year as fade_ratio_per_year,
        -rates.slope_high_ratio_per_year as fade_low_ratio_per_year,
        -rates.slope_low_ratio_per_year as fade_high_ratio_per_year,
        {{ safe_ratio('1 - health.guaranteed_soh_ratio', 'health.age_years') }} as contracted_fade_ratio_per_year,
        rates.measurement_count,
        rates.is_indistinct,
        case
            when rates.is_indistinct then 'not distinguishable'
            when -rates.slope_high_ratio_per_year > (1 - health.guaranteed_soh_ratio) / nullif(health.age_years, 0)
                then 'faster than contracted'
            when -rates.slope_low_ratio_per_year < (1 - health.guaranteed_soh_ratio) / nullif(health.age_years, 0)
                then 'slower than contracted'
            when health.guaranteed_soh_ratio is not null then 'as contracted, within its error'
        end as verdict
    from rates
    inner join sites on rates.site_id = sites.site_id
    left join health on rates.site_id = health.site_id
)

select * from site_rates
