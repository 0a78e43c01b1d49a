-- One row per site, alarm code and asset over the last 30 days, how often it rang and its rank.
with

alarms as (
    select * from {{ ref('fact_alarm') }}
),

windows as (
    select * from {{ ref('fact_alarm_window') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

counted as (
    select
        alarms.site_id,
        alarms.alarm_code,
        alarms.asset_id,
        count(*) as alarm_count,
        count(alarms.event_id) as event_alarm_count,
        percentile_cont(0.5) within group (order by alarms.acknowledge_minutes) as acknowledge_median_minutes,
        max(alarms.raised_at) as last_raised_at
    from alarms
    inner join sites on alarms.site_id = sites.site_id
    inner join as_of
        on
            alarms.site_id = as_of.site_id
            and {{ within_window(site_local_date('alarms.raised_at', 'sites.time_zone'), '30d', 'as_of') }}
    group by 1, 2, 3
),

coverages as (
    select
        windows.site_id,
        count(*) filter (where windows.is_recorded) / cast(count(*) as double) as coverage_ratio
    from windows
    inner join as_of
        on windows.site_id = as_of.site_id and {{ within_window('windows.site_local_date', '30d', 'as_of') }}
    group by 1
),

ranked as (
    select
        counted.site_id,
        sites.site_name,
        counted.alarm_code,
        counted.asset_id,
        assets.asset_name,
        counted.alarm_count,
        sum(counted.alarm_count) over (partition by counted.site_id) as site_alarm_count,
        row_number() over (
            partition by counted.site_id
            order by counted.alarm_count desc, counted.alarm_code asc, counted.asset_id asc
        ) as alarm_rank,
        counted.event_alarm_count,
        counted.acknowledge_median_minutes,
        counted.last_raised_at,
        coverages.coverage_ratio
    from counted
    inner join sites on counted.site_id = sites.site_id
    inner join assets on counted.asset_id = assets.asset_id
    left join coverages on counted.site_id = coverages.site_id
),

shared as (
    select
        site_id,
        site_name,
        alarm_code,
        asset_id,
        asset_name,
        alarm_count,
        cast(site_alarm_count as bigint) as site_alarm_count,
        {{ if_covered(safe_ratio('alarm_count', 'cast(site_alarm_count as double)'), 'coverage_ratio') }}
            as alarm_share_ratio,
        alarm_rank,
        event_alarm_count,
        acknowledge_median_minutes,
        last_raised_at,
        coverage_ratio
    from ranked
)

select * from shared
