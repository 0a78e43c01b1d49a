-- One row per site and settlement period, price of a megawatt-hour at the meter and value of one in store.
with

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

prices as (
    select * from {{ ref('stg_rtm__price') }}
    where quarantine_reason is null
),

plans as (
    select * from {{ ref('stg_ems__dispatch_plan') }}
    where quarantine_reason is null
),

chosen as (
    select
        periods.site_id,
        periods.interval_start_at,
        periods.settlement_date,
        periods.settlement_period,
        -- A day-ahead price that was only estimated can be sold at by nobody: then imbalance is the market.
        coalesce(
            case
                when prices.day_ahead_basis = 'published' then prices.day_ahead_price_gbp_per_mwh
                else prices.system_price_gbp_per_mwh
            end,
            plans.expected_price_gbp_per_mwh,
            0
        ) as price_gbp_per_mwh,
        -- Without a plan nobody has said what stored energy is worth.
        coalesce(plans.soc_shadow_price_gbp_per_mwh, 0) as shadow_price_gbp_per_mwh
    from periods
    left join prices on periods.interval_start_at = prices.interval_start_at
    left join plans
        on periods.site_id = plans.site_id and periods.interval_start_at = plans.interval_start_at
)

select * from chosen
