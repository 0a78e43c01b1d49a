-- One row per PCS block and day, energy that it could have delivered and the contract's share of it.
with

energy as (
    select * from {{ ref('int_availability__usable_energy_daily') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

rack_counts as (
    select
        batteries.parent_asset_id as asset_id,
        count(*) as rack_count
    from assets as racks
    inner join assets as batteries on racks.parent_asset_id = batteries.asset_id
    where racks.asset_type = 'battery_rack'
    group by 1
),

counted as (
    select
        energy.site_id,
        energy.inverter_id as asset_id,
        energy.site_local_date,
        energy.usable_mwh,
        energy.contract_mwh,
        energy.online_mwh_minutes,
        energy.contract_mwh_minutes,
        energy.reported_rack_count,
        coalesce(rack_counts.rack_count, 0) as rack_count
    from energy
    left join rack_counts on energy.inverter_id = rack_counts.asset_id
)

select * from counted
