-- One row per settlement period, the price that energy is bought and sold at.
with

prices as (
    select * from {{ ref('stg_rtm__price') }}
    where quarantine_reason is null
),

trading_prices as (
    select
        *,
        -- An estimated day-ahead price is nobody's offer: where none was published, energy trades at the system price.
        case
            when day_ahead_basis = 'published' then day_ahead_price_gbp_per_mwh
            else system_price_gbp_per_mwh
        end as trading_price_gbp_per_mwh
    from prices
)

select * from trading_prices
