-- One row per site and alarm flood, from its first to its last alarm.
with

floods as (
    select * from {{ ref('int_alarms__flood') }}
),

site_floods as (
    select
        site_id,
        started_at,
        ended_at,
        alarm_count,
        flood_minutes
    from floods
)

select * from site_floods
