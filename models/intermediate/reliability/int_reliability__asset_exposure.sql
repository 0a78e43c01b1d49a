-- One row per PCS block and controller, time observed and time in operation.
with

states as (
    select * from {{ ref('int_availability__block_state_daily') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

blocks as (
    select
        states.site_id,
        states.inverter_id as asset_id,
        max(assets.parent_asset_id) as parent_asset_id,
        min(states.first_interval_at) as observed_from_at,
        {{ minutes_later('max(states.last_interval_at)', 1) }} as observed_to_at,
        cast(sum(states.block_minutes) as double) / 60 as observed_hours,
        cast(sum(states.online_block_minutes) as double) / 60 as operating_hours
    from states
    inner join assets on states.inverter_id = assets.asset_id
    group by 1, 2
),

-- A controller works as long as its blocks do, on average: one block in service keeps it busy but not the site.
controllers as (
    select
        site_id,
        parent_asset_id as asset_id,
        min(observed_from_at) as observed_from_at,
        max(observed_to_at) as observed_to_at,
        avg(observed_hours) as observed_hours,
        avg(operating_hours) as operating_hours
    from blocks
    where parent_asset_id is not null
    group by 1, 2
),

stacked as (
    select
        site_id,
        asset_id,
        'inverter' as asset_type,
        observed_from_at,
        observed_to_at,
        observed_hours,
        operating_hours
    from blocks
    union all
    select
        site_id,
        asset_id,
        'controller' as asset_type,
        observed_from_at,
        observed_to_at,
        observed_hours,
        operating_hours
    from controllers
)

select * from stacked
