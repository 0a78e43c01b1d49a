-- One row per settlement period, prices of the market.
with

prices as (
    select * from {{ ref('int_market__trading_price') }}
),

half_hour_prices as (
    select
        interval_start_at,
        settlement_date,
        settlement_period,
        day_ahead_price_gbp_per_mwh,
        day_ahead_basis,
        system_price_gbp_per_mwh,
        trading_price_gbp_per_mwh,
        net_imbalance_volume_mwh,
        day_ahead_published_at,
        system_price_published_at
    from prices
)

select * from half_hour_prices
