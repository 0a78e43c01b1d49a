-- One row per site and weekly estimate of state of health, with the state of health guaranteed on its day.
with

estimates as (
    select * from {{ ref('stg_bms__soh_weekly') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

curve as (
    select * from {{ ref('stg_finance__warranty_curve') }}
    where quarantine_reason is null
),

-- Straight lines between year-ends, from 100 % at commercial operation.
segments as (
    select
        site_id,
        year_number - 1 as from_year,
        year_number as to_year,
        coalesce(
            lag(guaranteed_soh_ratio) over (partition by site_id order by year_number), 1
        ) as from_soh_ratio,
        guaranteed_soh_ratio as to_soh_ratio
    from curve
),

aged as (
    select
        estimates.site_id,
        estimates.estimated_date,
        estimates.soh_pct / 100 as soh_ratio,
        estimates.cycle_count,
        {{ dbt.datediff('sites.commercial_operation_date', 'estimates.estimated_date', 'day') }}
        / cast({{ var('days_per_year') }} as double) as age_years
    from estimates
    inner join sites on estimates.site_id = sites.site_id
),

guaranteed as (
    select
        aged.*,
        segments.from_soh_ratio
        + (segments.to_soh_ratio - segments.from_soh_ratio) * (aged.age_years - segments.from_year)
            as guaranteed_soh_ratio
    from aged
    left join segments
        on
            aged.site_id = segments.site_id
            and aged.age_years >= segments.from_year
            and aged.age_years < segments.to_year
)

select * from guaranteed
