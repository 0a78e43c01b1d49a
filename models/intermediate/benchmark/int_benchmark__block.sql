-- One row per PCS block, its maker, time in operation, failures and contractual availability.
with

exposure as (
    select * from {{ ref('int_reliability__asset_exposure') }}
    where asset_type = 'inverter'
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

failures as (
    select
        asset_id,
        count(*) as failure_count
    from {{ ref('int_reliability__fault_sequenced') }}
    where is_failure
    group by 1
),

availability as (
    select
        inverter_id,
        sum(block_minutes) as block_minutes,
        sum(case when availability_state = 'available_comms_lost' then 0 else block_minutes end) as known_block_minutes,
        sum(case when is_contract_excluded then 0 else counted_mw_minutes end) as counted_mw_minutes,
        sum(case when is_contract_excluded then 0 else counted_mw_minutes - lost_mw_minutes end) as available_mw_minutes
    from {{ ref('int_availability__block_state_daily') }}
    group by 1
),

joined as (
    select
        exposure.asset_id,
        exposure.site_id,
        assets.vendor,
        assets.parent_asset_id as controller_id,
        exposure.operating_hours,
        coalesce(failures.failure_count, 0) as failure_count,
        availability.block_minutes,
        availability.known_block_minutes,
        availability.counted_mw_minutes,
        availability.available_mw_minutes
    from exposure
    inner join assets on exposure.asset_id = assets.asset_id
    inner join availability on exposure.asset_id = availability.inverter_id
    left join failures on exposure.asset_id = failures.asset_id
)

select * from joined
