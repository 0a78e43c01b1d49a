-- One row per site and settlement date, what the market's prices offered in the day.
with

spreads as (
    select * from {{ ref('int_market__spread_daily') }}
),

spread_days as (
    select
        site_id,
        settlement_date,
        price_minimum_gbp_per_mwh,
        price_mean_gbp_per_mwh,
        price_maximum_gbp_per_mwh,
        top_bottom_spread_gbp_per_mw,
        priced_period_count,
        clock_period_count,
        coverage_ratio
    from spreads
)

select * from spread_days
