-- One row per site, service and settlement date, money of the latest run, or our accrual while no run is published.
with

half_hours as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run
),

daily as (
    select
        site_id,
        service_id,
        settlement_date,
        run,
        min(published_at) as published_at,
        cast(sum(amount_pence) as bigint) as revenue_pence,
        cast(sum(case when run <> 'ACCRUAL' then amount_pence else 0 end) as bigint) as settled_revenue_pence,
        cast(sum(case when run = 'ACCRUAL' then amount_pence else 0 end) as bigint) as accrued_revenue_pence,
        cast(sum(expected_pence) as bigint) as expected_revenue_pence,
        cast(sum(variance_pence) as bigint) as variance_pence,
        cast(sum(price_effect_pence) as bigint) as price_effect_pence,
        cast(sum(volume_effect_pence) as bigint) as volume_effect_pence,
        cast(sum(performance_effect_pence) as bigint) as performance_effect_pence,
        cast(sum(missing_effect_pence) as bigint) as missing_effect_pence,
        cast(sum(additional_effect_pence) as bigint) as additional_effect_pence,
        count(distinct settlement_period) as expected_period_count,
        count(distinct case when line_count > 0 then settlement_period end) as settled_period_count,
        -- A period is valued when every line due in it came, or can be accrued from a quantity and a price.
        count(distinct settlement_period) - count(
            distinct case
                when
                    line_count = 0
                    and (run <> 'ACCRUAL' or expected_quantity is null or expected_price_gbp is null)
                    then settlement_period
            end
        ) as valued_period_count
    from half_hours
    group by 1, 2, 3, 4
)

select * from daily
