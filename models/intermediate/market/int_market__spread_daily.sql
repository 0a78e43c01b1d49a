-- One row per site and settlement date, the dearest hours of the day minus the cheapest.
with

prices as (
    select * from {{ ref('int_market__trading_price') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

local_prices as (
    select
        sites.site_id,
        sites.time_zone,
        sites.period_minutes,
        {{ site_local_date('prices.interval_start_at', 'sites.time_zone') }} as settlement_date,
        {{ dbt.date_trunc('hour', 'prices.interval_start_at') }} as hour_start_at,
        prices.trading_price_gbp_per_mwh
    from prices
    cross join sites
),

hours as (
    select
        site_id,
        time_zone,
        period_minutes,
        settlement_date,
        hour_start_at,
        -- Hours of any number of periods: half-hours, five minutes; a hole is left out.
        avg(trading_price_gbp_per_mwh) as price_gbp_per_mwh,
        min(trading_price_gbp_per_mwh) as price_minimum_gbp_per_mwh,
        max(trading_price_gbp_per_mwh) as price_maximum_gbp_per_mwh,
        sum(trading_price_gbp_per_mwh) as price_sum,
        count(trading_price_gbp_per_mwh) as priced_period_count
    from local_prices
    group by site_id, time_zone, period_minutes, settlement_date, hour_start_at
    having count(trading_price_gbp_per_mwh) > 0
),

ranked as (
    select
        *,
        row_number() over (
            partition by site_id, settlement_date order by price_gbp_per_mwh desc, hour_start_at asc
        ) as dear_rank,
        row_number() over (
            partition by site_id, settlement_date order by price_gbp_per_mwh asc, hour_start_at asc
        ) as cheap_rank
    from hours
),

spreads as (
    select
        site_id,
        settlement_date,
        min(price_minimum_gbp_per_mwh) as price_minimum_gbp_per_mwh,
        sum(price_sum) / sum(priced_period_count) as price_mean_gbp_per_mwh,
        max(price_maximum_gbp_per_mwh) as price_maximum_gbp_per_mwh,
        sum(case when dear_rank <= {{ var('spread_hours') }} then price_gbp_per_mwh else 0 end)
        - sum(case when cheap_rank <= {{ var('spread_hours') }} then price_gbp_per_mwh else 0 end)
            as top_bottom_spread_gbp_per_mw,
        cast(sum(priced_period_count) as bigint) as priced_period_count,
        cast(
            {{ elapsed_minutes(
                local_midnight_at('settlement_date', 'time_zone'),
                local_midnight_at(dbt.dateadd('day', 1, 'settlement_date'), 'time_zone')
            ) }} / period_minutes as bigint
        ) as clock_period_count
    from ranked
    group by site_id, settlement_date, time_zone, period_minutes
),

spread_days as (
    select
        *,
        {{ safe_ratio('cast(priced_period_count as double)', 'clock_period_count') }} as coverage_ratio
    from spreads
)

select * from spread_days
