-- One row per battery and rainflow cycle, swings too small to report included.
with

cycles as (
    select * from {{ ref('int_cycling__cycle') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

battery_cycles as (
    select
        cycles.battery_id as asset_id,
        cycles.site_id,
        cycles.cycle_number,
        cycles.started_at,
        cycles.ended_at,
        {{ site_local_date('cycles.ended_at', 'sites.time_zone') }} as site_local_date,
        cycles.depth_ratio,
        cycles.mean_soc_ratio,
        cycles.counted_cycles,
        cycles.depth_ratio >= {{ limit_of('smallest_cycle_depth') }} as is_reported
    from cycles
    inner join sites on cycles.site_id = sites.site_id
)

select * from battery_cycles
