-- Were cycles off by more than 1 %, wear, throughput against the warranty and every cost per cycle would be wrong.
with

minutes as (
    select * from {{ ref('int_cycling__battery_minute') }}
),

planted as (
    select
        site_id,
        {{ dbt.dateadd('day', 1, 'measured_date') }} as day_ends_at,
        cycle_count
    from {{ raw_rows('truth', 'truth_soh') }}
),

batteries as (
    select
        site_id,
        count(distinct battery_id) as battery_count,
        min(interval_start_at) as first_at
    from minutes
    group by 1
),

planted_in_time as (
    select
        planted.site_id,
        min(planted.day_ends_at) as from_at,
        max(planted.day_ends_at) as to_at,
        max(planted.cycle_count) - min(planted.cycle_count) as planted_cycles
    from planted
    inner join batteries on planted.site_id = batteries.site_id and planted.day_ends_at > batteries.first_at
    group by 1
),

counted as (
    select
        minutes.site_id,
        sum(case when minutes.soc_step_ratio < 0 then -minutes.soc_step_ratio else 0 end) as battery_cycles
    from minutes
    inner join planted_in_time
        on
            minutes.site_id = planted_in_time.site_id
            and minutes.interval_start_at >= planted_in_time.from_at
            and minutes.interval_start_at < planted_in_time.to_at
    group by 1
)

select
    planted_in_time.site_id,
    planted_in_time.planted_cycles,
    counted.battery_cycles / batteries.battery_count as counted_cycles
from planted_in_time
inner join batteries on planted_in_time.site_id = batteries.site_id
left join counted on planted_in_time.site_id = counted.site_id
where
    coalesce(
        abs(counted.battery_cycles / batteries.battery_count - planted_in_time.planted_cycles)
        > 0.01 * planted_in_time.planted_cycles,
        planted_in_time.planted_cycles > 0
    )
