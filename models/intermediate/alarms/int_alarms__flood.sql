-- One row per site and alarm flood, from its first to its last alarm.
with

alarms as (
    select * from {{ ref('stg_tmeic__alarm') }}
    where quarantine_reason is null
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

numbered as (
    select
        site_id,
        alarm_id,
        raised_at,
        row_number() over (partition by site_id order by raised_at, alarm_id) as alarm_number
    from alarms
),

targeted as (
    select
        *,
        alarm_number - cast({{ limit_of('alarm_flood_count') }} as bigint) as earlier_number
    from numbered
),

-- The alarm so many places earlier came less than ten minutes before: more than the limit within ten minutes, wherever
-- the clock's own windows begin. A flood of eighteen that straddles two windows would hide in nine and nine.
dense as (
    select
        targeted.site_id,
        targeted.alarm_number,
        earlier.alarm_number as first_number,
        targeted.raised_at,
        earlier.raised_at as first_raised_at
    from targeted
    inner join numbered as earlier
        on targeted.site_id = earlier.site_id and targeted.earlier_number = earlier.alarm_number
    where {{ elapsed_minutes('earlier.raised_at', 'targeted.raised_at') }} < {{ var('alarm_window_minutes') }}
),

marked as (
    select
        *,
        -- Dense stretches that share an alarm are one flood.
        case
            when first_number <= lag(alarm_number) over (partition by site_id order by alarm_number) then 0 else 1
        end as is_first
    from dense
),

grouped as (
    select
        *,
        sum(is_first) over (partition by site_id order by alarm_number) as flood_number
    from marked
),

floods as (
    select
        site_id,
        min(first_raised_at) as started_at,
        max(raised_at) as ended_at,
        cast(max(alarm_number) - min(first_number) + 1 as bigint) as alarm_count,
        {{ elapsed_minutes('min(first_raised_at)', 'max(raised_at)') }} as flood_minutes
    from grouped
    group by site_id, flood_number
)

select * from floods
