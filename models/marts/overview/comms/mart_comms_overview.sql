-- One row per portfolio (a single row): its communication and data month to date, drops and missing tags.
with

site_months as (
    select * from {{ ref('mart_comms_site_mtd') }}
),

minutes as (
    select * from {{ ref('fact_comms_minute') }}
),

quality_days as (
    select * from {{ ref('mart_data_quality_daily') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

portfolio as (
    select
        max(as_of_at) as as_of_at,
        count(*) as site_count,
        cast(sum(recorded_minutes) as bigint) as recorded_minutes,
        cast(sum(connected_minutes) as bigint) as connected_minutes,
        -- Guarantees weigh by the minutes that they hold for, as the uptime does.
        sum(comms_uptime_target_ratio * recorded_minutes) / nullif(sum(recorded_minutes), 0)
            as comms_uptime_target_ratio,
        min(latency_p95_limit_ms) as latency_p95_limit_ms,
        cast(sum(gap_count_24h) as bigint) as comms_gap_count_24h,
        count(*) filter (
            where comms_uptime_ratio < comms_uptime_target_ratio
            or latency_p95_ms > latency_p95_limit_ms
            or is_disconnected_now
            or missing_tag_count > 0
        ) as sites_with_comms_issue_count,
        count(*) filter (where comms_uptime_ratio < comms_uptime_target_ratio) as sites_below_uptime_count,
        cast(sum(due_tag_count) as bigint) as due_tag_count,
        cast(sum(missing_tag_count) as bigint) as missing_tag_count,
        cast(sum(blind_minutes) as bigint) as blind_minutes,
        sum(blind_mwh) as blind_mwh,
        sum(recorded_minutes) / cast(nullif(sum(expected_minutes), 0) as double) as coverage_ratio
    from site_months
),

latency as (
    select {{ percentile_95('minutes.latency_ms') }} as latency_p95_ms
    from minutes
    inner join as_of
        on minutes.site_id = as_of.site_id and {{ within_window('minutes.site_local_date', 'mtd', 'as_of') }}
),

quality as (
    select
        cast(sum(quality_days.expected_count) as bigint) as expected_count,
        cast(sum(quality_days.received_count) as bigint) as received_count,
        cast(sum(quality_days.sample_count) as bigint) as sample_count,
        cast(sum(quality_days.flagged_count) as bigint) as flagged_count,
        cast(sum(quality_days.row_count) as bigint) as row_count,
        cast(sum(quality_days.timely_count) as bigint) as timely_count
    from quality_days
    inner join as_of
        on
            quality_days.site_id = as_of.site_id
            and {{ within_window('quality_days.site_local_date', 'mtd', 'as_of') }}
),

combined as (
    select
        portfolio.as_of_at,
        portfolio.site_count,
        portfolio.recorded_minutes,
        portfolio.connected_minutes,
        {{ if_covered(
            safe_ratio('portfolio.connected_minutes', 'cast(portfolio.recorded_minutes as double)'),
            'portfolio.coverage_ratio'
        ) }} as comms_uptime_ratio,
        portfolio.comms_uptime_target_ratio,
        {{ if_covered('latency.latency_p95_ms', 'portfolio.coverage_ratio') }} as latency_p95_ms,
        portfolio.latency_p95_limit_ms,
        quality.expected_count,
        quality.received_count,
        {{ safe_ratio('quality.received_count', 'cast(quality.expected_count as double)') }} as completeness_ratio,
        {{ limit_of('completeness') }} as completeness_target_ratio,
        {{ safe_ratio('quality.timely_count', 'cast(quality.row_count as double)') }} as timeliness_ratio,
        {{ safe_ratio('quality.sample_count - quality.flagged_count', 'cast(quality.sample_count as double)') }}
            as validity_ratio,
        portfolio.comms_gap_count_24h,
        portfolio.sites_with_comms_issue_count,
        portfolio.sites_below_uptime_count,
        portfolio.due_tag_count,
        portfolio.missing_tag_count,
        portfolio.blind_minutes,
        portfolio.blind_mwh,
        portfolio.coverage_ratio
    from portfolio
    cross join latency
    cross join quality
)

select * from combined
