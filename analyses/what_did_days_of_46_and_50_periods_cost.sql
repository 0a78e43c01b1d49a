-- How many days have 46, 48 or 50 periods, and what were the prices of the periods beyond the 46th? Asked by the trader.
with

prices as (
    select
        *,
        count(*) over (partition by settlement_date) as period_count
    from {{ ref('fact_price_half_hour') }}
)

select
    period_count,
    count(distinct settlement_date) as day_count,
    min(settlement_date) as first_date,
    max(settlement_date) as last_date,
    max(settlement_period) as last_period,
    round(avg(system_price_gbp_per_mwh), 2) as mean_system_price_gbp_per_mwh,
    round(avg(system_price_gbp_per_mwh) filter (where settlement_period > 46), 2)
        as mean_late_system_price_gbp_per_mwh
from prices
group by 1
order by 1
