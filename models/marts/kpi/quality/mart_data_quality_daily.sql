-- One row per site, kind of asset and site-local day, whether data came, in time and believable.
with

hours as (
    select * from {{ ref('fact_data_quality') }}
),

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

day_lags as (
    select
        site_id,
        asset_type,
        site_local_date,
        -- From the end of the minute, as for timeliness: the minute itself is no delay.
        percentile_cont(0.95) within group (
            order by {{ elapsed_minutes('interval_start_at', 'ingested_at') }}
        ) * 60 - 60 as lag_p95_seconds
    from telemetry
    group by 1, 2, 3
),

day_totals as (
    select
        hours.site_id,
        hours.asset_type,
        {{ site_local_date('hours.hour_start_at', 'sites.time_zone') }} as site_local_date,
        max(sites.site_name) as site_name,
        cast(sum(hours.expected_count) as bigint) as expected_count,
        cast(sum(hours.row_count) as bigint) as row_count,
        cast(sum(hours.received_count) as bigint) as received_count,
        cast(sum(hours.timely_count) as bigint) as timely_count,
        cast(sum(hours.quarantined_count) as bigint) as quarantined_count,
        cast(sum(hours.sample_count) as bigint) as sample_count,
        cast(sum(hours.range_count) as bigint) as range_count,
        cast(sum(hours.rate_count) as bigint) as rate_count,
        cast(sum(hours.flat_count) as bigint) as flat_count,
        cast(sum(hours.cross_count) as bigint) as cross_count,
        cast(sum(hours.flagged_count) as bigint) as flagged_count,
        sum(hours.received_count) / cast(sum(hours.expected_count) as double) as coverage_ratio
    from hours
    inner join sites on hours.site_id = sites.site_id
    group by 1, 2, 3
),

quality_days as (
    select
        day_totals.site_id,
        day_totals.site_name,
        day_totals.asset_type,
        day_totals.site_local_date,
        day_totals.expected_count,
        day_totals.row_count,
        day_totals.received_count,
        {{ safe_ratio('day_totals.received_count', 'cast(day_totals.expected_count as double)') }}
            as completeness_ratio,
        day_totals.timely_count,
        {{ safe_ratio('day_totals.timely_count', 'cast(day_totals.row_count as double)') }} as timeliness_ratio,
        day_lags.lag_p95_seconds,
        day_totals.quarantined_count,
        day_totals.sample_count,
        day_totals.range_count,
        day_totals.rate_count,
        day_totals.flat_count,
        day_totals.cross_count,
        day_totals.flagged_count,
        {{ if_covered(
            safe_ratio(
                'day_totals.sample_count - day_totals.flagged_count', 'cast(day_totals.sample_count as double)'
            ),
            'day_totals.coverage_ratio'
        ) }} as validity_ratio,
        day_totals.coverage_ratio
    from day_totals
    left join day_lags
        on
            day_totals.site_id = day_lags.site_id
            and day_totals.asset_type = day_lags.asset_type
            and day_totals.site_local_date = day_lags.site_local_date
)

select * from quality_days
