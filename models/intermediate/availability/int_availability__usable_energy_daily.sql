-- One row per PCS block and day, energy that its racks could deliver and the contract's share of it.
with

racks as (
    select * from {{ ref('stg_bms__rack_daily') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

battery_models as (
    select * from {{ ref('battery_models') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

states as (
    select * from {{ ref('int_availability__block_state_daily') }}
),

-- Racks are reported by UTC day, blocks by site-local day: in summer the two lie an hour apart.
rack_energy as (
    select
        batteries.parent_asset_id as inverter_id,
        racks.measured_date,
        count(*) as reported_rack_count,
        sum(
            case
                when racks.is_online
                    then
                        rack_assets.nameplate_dc_kwh / 1000 * racks.soh_pct / 100 * battery_models.usable_window_ratio
                else 0
            end
        ) * {{ var('dc_to_poc_efficiency_ratio') }} as usable_mwh
    from racks
    inner join assets as rack_assets on racks.rack_id = rack_assets.asset_id
    inner join battery_models on rack_assets.model = battery_models.battery_model
    inner join assets as batteries on racks.battery_id = batteries.asset_id
    group by 1, 2
),

block_days as (
    select
        states.site_id,
        states.inverter_id,
        states.site_local_date,
        sum(states.block_minutes) as block_minutes,
        sum(states.online_block_minutes) as online_block_minutes,
        max(states.rated_mw / sites.rated_mw * sites.contract_mwh) as contract_mwh
    from states
    inner join sites on states.site_id = sites.site_id
    group by 1, 2, 3
),

joined as (
    select
        block_days.site_id,
        block_days.inverter_id,
        block_days.site_local_date,
        coalesce(rack_energy.reported_rack_count, 0) as reported_rack_count,
        rack_energy.usable_mwh,
        block_days.contract_mwh,
        rack_energy.usable_mwh * block_days.online_block_minutes as online_mwh_minutes,
        -- Without a report nothing is known of the energy, so the contract's share is not counted either.
        case when rack_energy.usable_mwh is not null then block_days.contract_mwh * block_days.block_minutes end
            as contract_mwh_minutes
    from block_days
    left join rack_energy
        on
            block_days.inverter_id = rack_energy.inverter_id
            and block_days.site_local_date = rack_energy.measured_date
)

select * from joined
