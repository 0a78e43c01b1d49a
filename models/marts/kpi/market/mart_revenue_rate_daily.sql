-- One row per site and settlement date, revenue for each megawatt, hour and megawatt-hour.
with

settlements as (
    select * from {{ ref('fact_settlement') }}
),

energy as (
    select * from {{ ref('fact_energy_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

earned as (
    select
        site_id,
        settlement_date,
        cast(sum(revenue_pence) as bigint) as revenue_pence
    from settlements
    group by 1, 2
),

metered as (
    select
        site_id,
        settlement_date,
        sum(exported_mwh) as discharged_mwh,
        count(*) as period_count,
        count(*) filter (where is_complete) as complete_period_count
    from energy
    group by 1, 2
),

joined as (
    select
        earned.site_id,
        sites.site_name,
        earned.settlement_date,
        sites.rated_mw,
        earned.revenue_pence,
        {{ pence_to_gbp('earned.revenue_pence') }} as revenue_gbp,
        sites.rated_mw * {{ elapsed_minutes(
            local_midnight_at('earned.settlement_date', 'sites.time_zone'),
            local_midnight_at(dbt.dateadd('day', 1, 'earned.settlement_date'), 'sites.time_zone')
        ) }} / 60.0 as rated_mw_hours,
        metered.discharged_mwh,
        {{ safe_ratio('cast(metered.complete_period_count as double)', 'metered.period_count') }} as coverage_ratio
    from earned
    inner join sites on earned.site_id = sites.site_id
    inner join as_of on earned.site_id = as_of.site_id and earned.settlement_date <= as_of.as_of_date
    left join metered on earned.site_id = metered.site_id and earned.settlement_date = metered.settlement_date
),

rated as (
    select
        *,
        {{ safe_ratio('revenue_gbp', 'rated_mw_hours') }} as revenue_gbp_per_mw_hour,
        {{ gbp_per_mw_year('revenue_pence', 'rated_mw_hours') }} as revenue_gbp_per_mw_year,
        {{ if_covered(safe_ratio('revenue_gbp', 'discharged_mwh'), 'coverage_ratio') }}
            as revenue_gbp_per_discharged_mwh
    from joined
)

select * from rated
