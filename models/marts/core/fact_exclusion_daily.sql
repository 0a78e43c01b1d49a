-- One row per entry of the exclusion register, PCS block and site-local day, minutes and power that it excuses.
with

states as (
    select * from {{ ref('int_availability__block_state_daily') }}
    where status_id is not null
),

totals as (
    select
        status_id,
        inverter_id as asset_id,
        site_id,
        site_local_date,
        max(availability_state) as exclusion_category,
        cast(sum(block_minutes) as bigint) as excused_block_minutes,
        sum(counted_mw_minutes) as excused_counted_mw_minutes,
        sum(lost_mw_minutes) as excused_lost_mw_minutes,
        sum(case when is_grid_excluded then lost_mw_minutes else 0 end) as grid_excused_lost_mw_minutes
    from states
    group by 1, 2, 3, 4
)

select * from totals
