-- One row per site and settlement date, energy traded, its value at the market's prices, their spread and the plan.
with

energy as (
    select * from {{ ref('fact_energy_half_hour') }}
),

prices as (
    select * from {{ ref('fact_price_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

spreads as (
    select * from {{ ref('fact_price_spread_daily') }}
),

plans as (
    select * from {{ ref('fact_dispatch_plan') }}
),

-- Exact decimals to the watt-hour: a valuation at market prices, not a ledger, but it must not depend on row order.
periods as (
    select
        energy.site_id,
        energy.settlement_date,
        energy.is_complete,
        cast(energy.exported_mwh as decimal(24, 9)) as exported_mwh,
        cast(energy.imported_mwh as decimal(24, 9)) as imported_mwh,
        cast(prices.trading_price_gbp_per_mwh as decimal(12, 5)) as price_gbp,
        plans.planned_mw * energy.period_hours as planned_mwh,
        case when energy.is_complete then energy.exported_mwh - energy.imported_mwh end as delivered_mwh
    from energy
    left join prices on energy.interval_start_at = prices.interval_start_at
    left join plans on energy.site_id = plans.site_id and energy.interval_start_at = plans.interval_start_at
),

totals as (
    select
        site_id,
        settlement_date,
        cast(sum(exported_mwh) as double) as discharged_mwh,
        cast(sum(imported_mwh) as double) as charged_mwh,
        cast(sum(case when price_gbp is not null then exported_mwh end) as double) as priced_discharged_mwh,
        cast(sum(case when price_gbp is not null then imported_mwh end) as double) as priced_charged_mwh,
        cast(sum(exported_mwh * price_gbp) as double) as sold_value_gbp,
        cast(sum(imported_mwh * price_gbp) as double) as bought_value_gbp,
        cast(sum((exported_mwh - imported_mwh) * price_gbp) as double) as net_energy_value_gbp,
        count(*) filter (where is_complete and price_gbp is not null) as valid_period_count,
        sum(case when delivered_mwh is not null then abs(planned_mwh) end) as planned_absolute_mwh,
        sum(abs(delivered_mwh - planned_mwh)) as deviation_mwh,
        count(planned_mwh) as planned_period_count,
        count(case when planned_mwh is not null then delivered_mwh end) as planned_measured_period_count
    from periods
    group by 1, 2
),

site_days as (
    select
        totals.site_id,
        sites.site_name,
        totals.settlement_date,
        sites.currency,
        sites.rated_mw,
        totals.discharged_mwh,
        totals.charged_mwh,
        totals.priced_discharged_mwh,
        totals.priced_charged_mwh,
        totals.sold_value_gbp,
        totals.bought_value_gbp,
        totals.net_energy_value_gbp,
        {{ safe_ratio('totals.sold_value_gbp', 'totals.priced_discharged_mwh') }} as average_sell_price_gbp_per_mwh,
        {{ safe_ratio('totals.bought_value_gbp', 'totals.priced_charged_mwh') }} as average_buy_price_gbp_per_mwh,
        spreads.price_minimum_gbp_per_mwh,
        spreads.price_mean_gbp_per_mwh,
        spreads.price_maximum_gbp_per_mwh,
        {{ if_covered('spreads.top_bottom_spread_gbp_per_mw', 'spreads.coverage_ratio') }} as tb2_gbp_per_mw,
        spreads.coverage_ratio as price_coverage_ratio,
        totals.valid_period_count,
        spreads.clock_period_count,
        totals.planned_absolute_mwh,
        totals.deviation_mwh,
        totals.planned_period_count,
        totals.planned_measured_period_count,
        {{ if_covered(
            '1 - ' ~ safe_ratio('totals.deviation_mwh', 'totals.planned_absolute_mwh'),
            safe_ratio('cast(totals.planned_measured_period_count as double)', 'totals.planned_period_count')
        ) }} as dispatch_accuracy_ratio,
        {{ safe_ratio('cast(totals.valid_period_count as double)', 'spreads.clock_period_count') }} as coverage_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
    left join spreads on totals.site_id = spreads.site_id and totals.settlement_date = spreads.settlement_date
)

select * from site_days
