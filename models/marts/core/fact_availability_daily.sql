-- One row per PCS block, site-local day and availability state, minutes and power counted and lost.
with

states as (
    select * from {{ ref('int_availability__block_state_daily') }}
),

totals as (
    select
        site_id,
        inverter_id as asset_id,
        site_local_date,
        availability_state,
        rated_mw,
        cast(sum(block_minutes) as bigint) as block_minutes,
        -- Nothing was heard and nothing says otherwise: the state is assumed, all others are known.
        cast(sum(case when availability_state = 'available_comms_lost' then 0 else block_minutes end) as bigint)
            as known_block_minutes,
        cast(sum(online_block_minutes) as bigint) as online_block_minutes,
        sum(lost_mw_minutes) as lost_mw_minutes,
        sum(counted_mw_minutes) as raw_counted_mw_minutes,
        sum(counted_mw_minutes - lost_mw_minutes) as raw_available_mw_minutes,
        sum(case when is_grid_excluded then 0 else counted_mw_minutes end) as technical_counted_mw_minutes,
        sum(case when is_grid_excluded then 0 else counted_mw_minutes - lost_mw_minutes end)
            as technical_available_mw_minutes,
        sum(case when is_contract_excluded then 0 else counted_mw_minutes end) as contractual_counted_mw_minutes,
        sum(case when is_contract_excluded then 0 else counted_mw_minutes - lost_mw_minutes end)
            as contractual_available_mw_minutes,
        sum(case when is_contract_excluded then lost_mw_minutes else 0 end) as excluded_mw_minutes
    from states
    group by 1, 2, 3, 4, 5
)

select * from totals
