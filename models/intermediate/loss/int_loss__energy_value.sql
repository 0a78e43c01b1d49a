-- One row per site and settlement period, price of a megawatt-hour at the meter and value of one in store.
with

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

prices as (
    select * from {{ ref('int_market__trading_price') }}
),

plans as (
    select * from {{ ref('stg_ems__dispatch_plan') }}
    where quarantine_reason is null
),

energy_values as (
    select
        periods.site_id,
        periods.interval_start_at,
        periods.settlement_date,
        periods.settlement_period,
        cast(round(periods.period_hours * 60) as bigint) as period_minutes,
        coalesce(prices.trading_price_gbp_per_mwh, plans.expected_price_gbp_per_mwh, 0) as price_gbp_per_mwh,
        -- Without a plan nobody has said what stored energy is worth.
        coalesce(plans.soc_shadow_price_gbp_per_mwh, 0) as shadow_price_gbp_per_mwh
    from periods
    left join prices on periods.interval_start_at = prices.interval_start_at
    left join plans
        on periods.site_id = plans.site_id and periods.interval_start_at = plans.interval_start_at
)

select * from energy_values
