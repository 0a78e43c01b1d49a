-- One row per site, settlement period and metered component, what our own meters make of our own copy of the prices.
with

energy as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

prices as (
    select * from {{ ref('stg_rtm__price') }}
    where quarantine_reason is null
),

tariffs as (
    select * from {{ ref('int_settlement__auxiliary_tariff') }}
),

positions as (
    select * from {{ ref('int_settlement__contract_position') }}
    where component = 'day_ahead'
),

imbalance as (
    select
        energy.site_id,
        energy.interval_start_at,
        'imbalance' as component,
        cast(energy.exported_mwh as decimal(12, 3)) - cast(energy.imported_mwh as decimal(12, 3))
        - coalesce(positions.quantity, 0) as quantity,
        cast(prices.system_price_gbp_per_mwh as decimal(12, 5)) as price_gbp
    from energy
    left join positions
        on energy.site_id = positions.site_id and energy.interval_start_at = positions.interval_start_at
    left join prices on energy.interval_start_at = prices.interval_start_at
),

auxiliary_import as (
    select
        energy.site_id,
        energy.interval_start_at,
        'auxiliary_import' as component,
        -cast(energy.auxiliary_mwh as decimal(12, 3)) as quantity,
        cast(tariffs.tariff_gbp_per_mwh as decimal(12, 5)) as price_gbp
    from energy
    left join tariffs
        on energy.site_id = tariffs.site_id and energy.settlement_date = tariffs.settlement_date
),

both_kinds as (
    select * from imbalance
    union all
    select * from auxiliary_import
)

select * from both_kinds
