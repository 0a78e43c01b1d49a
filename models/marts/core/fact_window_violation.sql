-- One row per battery, limit and episode outside the conditions that the warranty holds under.
with

episodes as (
    select * from {{ ref('int_warranty__window_violation') }}
),

battery_episodes as (
    select
        battery_id as asset_id,
        site_id,
        limit_id,
        started_at,
        ended_at,
        cast(outside_minutes as bigint) as outside_minutes,
        limit_value,
        unit,
        largest_excess,
        excess_hours,
        is_material
    from episodes
)

select * from battery_episodes
