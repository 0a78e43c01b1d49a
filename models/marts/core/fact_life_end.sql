-- One row per site and end: contract no longer delivered, end of life.
with

ends as (
    select * from {{ ref('int_life__end_dated') }}
),

months as (
    select * from {{ ref('fact_soh_projection') }}
),

assumptions as (
    select * from {{ ref('dim_life_assumption') }}
    where assumption_id = 'augmentation_hold_years'
),

-- Energy that an augmentation on the median day has to make up for by the end of its time; new racks age on their own.
shortfalls as (
    select
        ends.site_id,
        ends.life_end,
        max_by(ends.contract_mwh - months.deliverable_p50_mwh, months.projected_date) as shortfall_mwh
    from ends
    cross join assumptions
    inner join months
        on
            ends.site_id = months.site_id
            and months.projected_date <= {{ dbt.dateadd(
                'day', 'cast(assumptions.assumed_value * ' ~ var('days_per_year') ~ ' as integer)', 'ends.p50_date'
            ) }}
    where ends.life_end = 'contract'
    group by 1, 2
),

site_ends as (
    select
        ends.site_id,
        ends.life_end,
        ends.needed_soh_ratio,
        ends.contract_mwh,
        ends.mwh_at_full_health,
        ends.p10_date,
        ends.p50_date,
        ends.p90_date,
        ends.p10_years,
        ends.p50_years,
        ends.p90_years,
        shortfalls.shortfall_mwh
    from ends
    left join shortfalls on ends.site_id = shortfalls.site_id and ends.life_end = shortfalls.life_end
)

select * from site_ends
