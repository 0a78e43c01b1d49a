-- One row per site, alarm load of the last 30 days against ISA-18.2.
with

load_days as (
    select * from {{ ref('mart_alarm_load_daily') }}
),

frequent as (
    select * from {{ ref('mart_alarm_frequent') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

window_totals as (
    select
        load_days.site_id,
        max(load_days.site_name) as site_name,
        count(*) as day_count,
        cast(sum(load_days.window_count) as bigint) as window_count,
        cast(sum(load_days.alarm_count) as bigint) as alarm_count,
        cast(sum(load_days.flood_count) as bigint) as flood_count,
        sum(load_days.flood_minutes) as flood_minutes,
        cast(sum(load_days.stale_alarm_count) as bigint) as stale_alarm_days,
        sum(load_days.coverage_ratio * load_days.window_count) / nullif(sum(load_days.window_count), 0)
            as coverage_ratio
    from load_days
    inner join as_of
        on load_days.site_id = as_of.site_id and {{ within_window('load_days.site_local_date', '30d', 'as_of') }}
    group by 1
),

top_ten as (
    select
        site_id,
        cast(sum(alarm_count) as bigint) as top_ten_alarm_count
    from frequent
    where alarm_rank <= {{ var('alarm_top_count') }}
    group by 1
),

compared as (
    select
        window_totals.site_id,
        window_totals.site_name,
        window_totals.day_count,
        window_totals.window_count,
        window_totals.alarm_count,
        {{ if_covered(
            safe_ratio(
                'window_totals.alarm_count',
                'cast(window_totals.window_count as double) * ' ~ var('alarm_operators_per_site')
            ),
            'window_totals.coverage_ratio'
        ) }} as alarms_per_operator_window,
        {{ limit_of('alarm_manageable_count') }} as manageable_alarm_count,
        window_totals.flood_count,
        window_totals.flood_minutes,
        {{ safe_ratio(
            'window_totals.flood_minutes', 'cast(window_totals.window_count as double) * ' ~ var('alarm_window_minutes')
        ) }} as flood_time_ratio,
        {{ limit_of('alarm_flood_time') }} as flood_time_limit_ratio,
        coalesce(top_ten.top_ten_alarm_count, 0) as top_ten_alarm_count,
        {{ safe_ratio('top_ten.top_ten_alarm_count', 'cast(window_totals.alarm_count as double)') }}
            as top_ten_alarm_ratio,
        {{ limit_of('alarm_top_ten_share') }} as top_ten_limit_ratio,
        {{ safe_ratio('window_totals.stale_alarm_days', 'cast(window_totals.day_count as double)') }}
            as stale_alarms_per_day,
        {{ limit_of('alarm_stale_count') }} as stale_alarm_limit_count,
        window_totals.coverage_ratio
    from window_totals
    left join top_ten on window_totals.site_id = top_ten.site_id
)

select * from compared
