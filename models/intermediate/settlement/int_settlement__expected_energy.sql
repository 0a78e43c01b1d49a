-- One row per site, settlement period and metered component, what our own meters make of our own copy of the prices.
with

own_energy as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

volumes as (
    select * from {{ ref('stg_rtm__metered_volume') }}
    where quarantine_reason is null
),

runs as (
    select * from {{ ref('settlement_runs') }}
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

latest_volumes as (
    select volumes.*
    from volumes
    inner join runs on volumes.run_type = runs.run_type
    qualify row_number() over (
        partition by volumes.site_id, volumes.interval_start_at order by runs.run_order desc
    ) = 1
),

-- Our own meter goes first; where it has a hole, the provider's volume is better than a part of ours.
energy as (
    select
        own_energy.site_id,
        own_energy.interval_start_at,
        own_energy.settlement_date,
        case
            when own_energy.is_complete then own_energy.exported_mwh
            else coalesce(latest_volumes.exported_mwh, own_energy.exported_mwh)
        end as exported_mwh,
        case
            when own_energy.is_complete then own_energy.imported_mwh
            else coalesce(latest_volumes.imported_mwh, own_energy.imported_mwh)
        end as imported_mwh,
        case
            when own_energy.is_complete then own_energy.auxiliary_mwh
            else coalesce(latest_volumes.auxiliary_mwh, own_energy.auxiliary_mwh)
        end as auxiliary_mwh
    from own_energy
    left join latest_volumes
        on
            own_energy.site_id = latest_volumes.site_id
            and own_energy.interval_start_at = latest_volumes.interval_start_at
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
