-- One row per site and week since commercial operation, energy-based state of health beside the guarantee of its day.
with

estimates as (
    select * from {{ ref('int_warranty__soh_guaranteed') }}
),

chosen as (
    select
        site_id,
        estimated_date,
        soh_ratio,
        guaranteed_soh_ratio,
        age_years,
        cycle_count
    from estimates
)

select * from chosen
