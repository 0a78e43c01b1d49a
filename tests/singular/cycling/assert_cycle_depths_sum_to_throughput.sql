-- Did counted cycles not add up to the throughput, a report would hide part of the wear: small swings, or midnight's.
{{ config(enabled=(target.type == 'duckdb')) }}

with

cycles as (
    select
        asset_id as battery_id,
        sum(counted_cycles * depth_ratio) as rainflow_cycles
    from {{ ref('fact_cycle') }}
    group by 1
),

minutes as (
    select * from {{ ref('int_cycling__battery_minute') }}
),

moved as (
    select
        battery_id,
        count(*) / 1440.0 as day_count,
        sum(case when soc_step_ratio < 0 then -soc_step_ratio else 0 end) as discharged_cycles,
        max_by(soc_counted_ratio, interval_start_at) - min_by(soc_counted_ratio, interval_start_at) as net_ratio
    from minutes
    group by 1
)

select
    moved.battery_id,
    moved.discharged_cycles,
    moved.net_ratio,
    cycles.rainflow_cycles
from moved
left join cycles on moved.battery_id = cycles.battery_id
where
    -- Half of what was charged and discharged; the trace starts with its first minute done.
    coalesce(abs(cycles.rainflow_cycles - moved.discharged_cycles - moved.net_ratio / 2) > 0.001, true)
    -- Over weeks the net change hardly matters and both agree as they stand.
    or (moved.day_count >= 28 and abs(cycles.rainflow_cycles / moved.discharged_cycles - 1) > 0.01)
