-- One row per site, settlement period and component sold at auction: day-ahead energy, response, reserve, capacity.
with

positions as (
    select * from {{ ref('int_settlement__contract_position') }}
),

contracts as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        service_id,
        component,
        direction,
        contracted_mw,
        clearing_price_gbp
    from positions
)

select * from contracts
