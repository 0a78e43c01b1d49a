-- One row per site, settlement period and contracted component, auction results expanded onto periods.
with

results as (
    select * from {{ ref('stg_rtm__auction_result') }}
    where quarantine_reason is null
),

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

components as (
    select * from {{ ref('settlement_components') }}
),

positions as (
    select
        periods.site_id,
        periods.interval_start_at,
        periods.settlement_date,
        periods.settlement_period,
        results.component,
        components.service_id,
        components.component_kind,
        components.direction,
        components.stack_order,
        periods.period_hours,
        -- Two results for one product and period add up; their price is the mean weighted by volume.
        sum(results.contracted_mw) as contracted_mw,
        case
            when sum(abs(results.contracted_mw)) = 0 then max(results.clearing_price_gbp)
            else sum(results.clearing_price_gbp * abs(results.contracted_mw)) / sum(abs(results.contracted_mw))
        end as clearing_price_gbp
    from periods
    inner join results
        on
            periods.site_id = results.site_id
            and periods.interval_start_at >= results.delivery_start_at
            and periods.interval_start_at < results.delivery_end_at
    inner join components on results.component = components.component
    group by all
),

positions_sold as (
    select
        *,
        cast(contracted_mw * period_hours as decimal(12, 3)) as quantity,
        cast(clearing_price_gbp as decimal(12, 5)) as price_gbp
    from positions
)

select * from positions_sold
