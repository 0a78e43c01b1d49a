-- One row per site and site-local day, alarms per operator, time in flood, most frequent and stale alarms.
with

windows as (
    select * from {{ ref('fact_alarm_window') }}
),

floods as (
    select * from {{ ref('fact_alarm_flood') }}
),

alarms as (
    select * from {{ ref('fact_alarm') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

day_windows as (
    select
        site_id,
        site_local_date,
        count(*) as window_count,
        cast(sum(alarm_count) as bigint) as alarm_count,
        max(alarm_count) as busiest_window_alarm_count,
        count(*) filter (
            where alarm_count > {{ limit_of('alarm_manageable_count') }} * {{ var('alarm_operators_per_site') }}
        ) as unmanageable_window_count,
        count(*) filter (
            where alarm_count > {{ limit_of('alarm_flood_count') }} * {{ var('alarm_operators_per_site') }}
        ) as flood_window_count,
        count(*) filter (where is_recorded) / cast(count(*) as double) as coverage_ratio
    from windows
    group by 1, 2
),

day_floods as (
    select
        floods.site_id,
        {{ site_local_date('floods.started_at', 'sites.time_zone') }} as site_local_date,
        count(*) as flood_count,
        sum(floods.flood_minutes) as flood_minutes
    from floods
    inner join sites on floods.site_id = sites.site_id
    group by 1, 2
),

-- Older than the limit at the end of the day and not cleared by then.
day_stale as (
    select
        day_windows.site_id,
        day_windows.site_local_date,
        count(*) as stale_alarm_count
    from day_windows
    inner join sites on day_windows.site_id = sites.site_id
    inner join alarms
        on
            day_windows.site_id = alarms.site_id
            and {{ elapsed_minutes(
                'alarms.raised_at',
                local_midnight_at(dbt.dateadd('day', 1, 'day_windows.site_local_date'), 'sites.time_zone')
            ) }} > {{ limit_of('alarm_stale_hours') }} * 60
            and (
                alarms.cleared_at is null
                or alarms.cleared_at
                >= {{ local_midnight_at(dbt.dateadd('day', 1, 'day_windows.site_local_date'), 'sites.time_zone') }}
            )
    group by 1, 2
),

compared as (
    select
        day_windows.site_id,
        sites.site_name,
        day_windows.site_local_date,
        day_windows.window_count,
        day_windows.alarm_count,
        {{ if_covered(
            safe_ratio(
                'day_windows.alarm_count',
                'cast(day_windows.window_count as double) * ' ~ var('alarm_operators_per_site')
            ),
            'day_windows.coverage_ratio'
        ) }} as alarms_per_operator_window,
        day_windows.busiest_window_alarm_count,
        day_windows.unmanageable_window_count,
        day_windows.flood_window_count,
        {{ safe_ratio('day_windows.flood_window_count', 'cast(day_windows.window_count as double)') }}
            as flood_window_ratio,
        coalesce(day_floods.flood_count, 0) as flood_count,
        coalesce(day_floods.flood_minutes, 0) as flood_minutes,
        coalesce(day_stale.stale_alarm_count, 0) as stale_alarm_count,
        {{ limit_of('alarm_stale_count') }} as stale_alarm_limit_count,
        day_windows.coverage_ratio
    from day_windows
    inner join sites on day_windows.site_id = sites.site_id
    left join day_floods
        on day_windows.site_id = day_floods.site_id and day_windows.site_local_date = day_floods.site_local_date
    left join day_stale
        on day_windows.site_id = day_stale.site_id and day_windows.site_local_date = day_stale.site_local_date
)

select * from compared
