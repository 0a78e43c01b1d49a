-- One row per battery, limit and episode outside the conditions that the warranty holds under.
with

minutes as (
    select * from {{ ref('int_warranty__window_minute') }}
),

begun as (
    select
        *,
        coalesce(
            interval_start_at > {{ minutes_later(
                'lag(interval_start_at) over (partition by battery_id, limit_id order by interval_start_at)',
                var('window_merge_minutes')
            ) }}, true
        ) as is_begin
    from minutes
),

numbered as (
    select
        *,
        sum(case when is_begin then 1 else 0 end) over (
            partition by battery_id, limit_id order by interval_start_at
            rows between unbounded preceding and current row
        ) as episode_number
    from begun
),

episodes as (
    select
        site_id,
        battery_id,
        limit_id,
        episode_number,
        min(interval_start_at) as started_at,
        {{ minutes_later('max(interval_start_at)', 1) }} as ended_at,
        count(*) as outside_minutes,
        max(limit_value) as limit_value,
        max(unit) as unit,
        max(excess) as largest_excess,
        sum(excess) / 60 as excess_hours,
        -- The minutes outside count, not the breaks that were bridged.
        count(*) >= max(minimum_minutes) as is_material
    from numbered
    group by 1, 2, 3, 4
)

select * from episodes
