-- A benchmark that trading beats is no optimum, and a capture above 100 % hides what was missed.
with

totals as (
    select
        site_id,
        sum(net_energy_value_gbp) as earned_gbp,
        sum(trader_optimum_gbp) as trader_optimum_gbp,
        sum(technical_optimum_gbp) as technical_optimum_gbp,
        count(*) as day_count,
        count(technical_optimum_gbp) as optimised_day_count
    from {{ ref('mart_capture_daily') }}
    group by 1
)

-- Over all days only: one day may live on energy that the optimum keeps for a better one. A penny a day is rounding.
select *
from totals
where
    earned_gbp > technical_optimum_gbp
    or trader_optimum_gbp > technical_optimum_gbp + 0.01 * day_count
    or optimised_day_count <> day_count
