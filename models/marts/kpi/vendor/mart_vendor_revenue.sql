-- One row per vendor, net revenue of its sites per MW and year.
with

settlement as (
    select * from {{ ref('fact_settlement') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

site_days as (
    select
        settlement.site_id,
        settlement.settlement_date,
        sum(settlement.revenue_pence) as revenue_pence,
        sum(settlement.settled_revenue_pence) as settled_revenue_pence,
        sum(settlement.valued_period_count) as valued_period_count,
        sum(settlement.expected_period_count) as expected_period_count
    from settlement
    group by 1, 2
),

weighed as (
    select
        sites.vendor,
        site_days.site_id,
        site_days.revenue_pence,
        site_days.settled_revenue_pence,
        site_days.valued_period_count,
        site_days.expected_period_count,
        sites.rated_mw * {{ local_days_minutes(
            'site_days.settlement_date', 'site_days.settlement_date', 'sites.time_zone', 'as_of.as_of_at'
        ) }} / 60 as rated_mw_hours
    from site_days
    inner join sites on site_days.site_id = sites.site_id
    inner join as_of on site_days.site_id = as_of.site_id
),

totals as (
    select
        vendor,
        count(distinct site_id) as site_count,
        count(*) as site_day_count,
        cast(sum(revenue_pence) as bigint) as revenue_pence,
        cast(sum(settled_revenue_pence) as bigint) as settled_revenue_pence,
        sum(rated_mw_hours) as rated_mw_hours,
        {{ safe_ratio('cast(sum(valued_period_count) as double)', 'sum(expected_period_count)') }} as coverage_ratio
    from weighed
    group by 1
),

vendor_revenues as (
    select
        vendor,
        site_count,
        site_day_count,
        revenue_pence,
        settled_revenue_pence,
        rated_mw_hours,
        {{ pence_to_gbp('revenue_pence') }} as revenue_gbp,
        {{ if_covered(gbp_per_mw_year('revenue_pence', 'rated_mw_hours'), 'coverage_ratio') }}
            as revenue_gbp_per_mw_year,
        coverage_ratio
    from totals
)

select * from vendor_revenues
