-- One row per portfolio: the best figure that any vendor reaches, and who can be recommended.
with

vendors as (
    select * from {{ ref('mart_vendor_entity') }}
    where entity_type = 'vendor'
),

revenue as (
    select * from {{ ref('mart_vendor_revenue') }}
),

comparisons as (
    select * from {{ ref('mart_vendor_comparison') }}
),

as_of as (
    select max(as_of_at) as as_of_at
    from {{ ref('dim_as_of') }}
),

best as (
    select
        (select count(*) from vendors) as vendor_count,
        (select max(contractual_availability_ratio) from vendors) as best_availability_ratio,
        (select min(coverage_ratio) from vendors) as coverage_ratio,
        (select max(revenue_gbp_per_mw_year) from revenue) as best_revenue_gbp_per_mw_year,
        (select min(case when is_ranked then rate_per_1000_hours end) from vendors)
            as lowest_fault_rate_per_1000_block_hours,
        (select max(abs(efficiency_difference_ratio)) from comparisons) as efficiency_gap_ratio,
        (select count(case when verdict = 'not separable from site' then 1 end) from comparisons)
            as inseparable_pair_count
),

-- Recommended is who beats every other vendor, not who beats one.
winners as (
    select
        better_vendor,
        count(*) as win_count
    from comparisons
    where better_vendor is not null
    group by 1
),

overview as (
    select
        as_of.as_of_at,
        best.vendor_count,
        best.coverage_ratio,
        best.best_availability_ratio,
        best.best_revenue_gbp_per_mw_year,
        best.lowest_fault_rate_per_1000_block_hours,
        best.efficiency_gap_ratio,
        case
            when best.vendor_count < 2 then 'nothing to compare'
            when winners.better_vendor is not null then winners.better_vendor
            when best.inseparable_pair_count > 0 then 'not separable'
            else 'not distinguishable'
        end as recommended_vendor
    from best
    cross join as_of
    left join winners on best.vendor_count - 1 = winners.win_count
)

select * from overview
