-- One row per site, communication month to date against its guarantees, drops of the last day and tags gone missing.
with

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric in ('comms_uptime', 'latency_p95')
),

minutes as (
    select * from {{ ref('fact_comms_minute') }}
),

gaps as (
    select * from {{ ref('fact_comms_gap') }}
),

newest_tags as (
    select * from {{ ref('fact_telemetry_tag_latest') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

month_totals as (
    select
        minutes.site_id,
        count(*) as expected_minutes,
        count(*) filter (where minutes.is_recorded) as recorded_minutes,
        count(*) filter (where minutes.is_connected) as connected_minutes,
        -- Percentiles of a month are taken over its minutes: a mean of daily percentiles is no percentile.
        percentile_cont(0.5) within group (order by minutes.latency_ms) as latency_p50_ms,
        {{ percentile_95('minutes.latency_ms') }} as latency_p95_ms,
        percentile_cont(0.99) within group (order by minutes.latency_ms) as latency_p99_ms,
        avg(minutes.packet_drop_ratio) as packet_drop_ratio,
        count(*) filter (where minutes.is_blind) as blind_minutes,
        sum(minutes.blind_mwh) as blind_mwh,
        count(*) filter (where minutes.is_recorded) / cast(count(*) as double) as coverage_ratio
    from minutes
    inner join as_of
        on minutes.site_id = as_of.site_id and {{ within_window('minutes.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

gap_totals as (
    select
        gaps.site_id,
        count(*) filter (
            where {{ within_window(site_local_date('gaps.started_at', 'sites.time_zone'), 'mtd', 'as_of') }}
        ) as gap_count,
        -- A gap that began earlier and reaches into the last day counts there too.
        count(*) filter (
            where {{ within_window('gaps.started_at', '24h', 'as_of') }}
            or {{ within_window(minutes_later('gaps.ended_at', -1), '24h', 'as_of') }}
        ) as gap_count_24h,
        count(*) filter (where gaps.ended_at >= as_of.as_of_at) as open_gap_count
    from gaps
    inner join sites on gaps.site_id = sites.site_id
    inner join as_of on gaps.site_id = as_of.site_id
    group by 1
),

tag_totals as (
    select
        newest_tags.site_id,
        count(*) as due_tag_count,
        count(*) filter (
            where newest_tags.last_value_at is null
            or not ({{ within_window('newest_tags.last_value_at', '24h', 'as_of') }})
        ) as missing_tag_count
    from newest_tags
    inner join as_of on newest_tags.site_id = as_of.site_id
    group by 1
),

-- Two contracts may ask for different levels; the stricter one binds.
targets as (
    select
        as_of.site_id,
        max(clauses.threshold) filter (where clauses.metric = 'comms_uptime') as comms_uptime_target_ratio,
        min(clauses.threshold) filter (where clauses.metric = 'latency_p95') as latency_p95_limit_ms
    from as_of
    inner join clauses
        on
            as_of.site_id = clauses.site_id
            and as_of.as_of_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or as_of.as_of_date < clauses.valid_to_date)
    group by 1
),

compared as (
    select
        sites.site_id,
        sites.site_name,
        as_of.as_of_at,
        as_of.month_start_date,
        month_totals.expected_minutes,
        month_totals.recorded_minutes,
        month_totals.connected_minutes,
        {{ if_covered(
            safe_ratio('month_totals.connected_minutes', 'cast(month_totals.recorded_minutes as double)'),
            'month_totals.coverage_ratio'
        ) }} as comms_uptime_ratio,
        targets.comms_uptime_target_ratio,
        month_totals.latency_p50_ms,
        {{ if_covered('month_totals.latency_p95_ms', 'month_totals.coverage_ratio') }} as latency_p95_ms,
        month_totals.latency_p99_ms,
        targets.latency_p95_limit_ms,
        {{ limit_of('latency_p99') }} as latency_p99_limit_ms,
        month_totals.packet_drop_ratio,
        coalesce(gap_totals.gap_count, 0) as gap_count,
        coalesce(gap_totals.gap_count_24h, 0) as gap_count_24h,
        coalesce(gap_totals.open_gap_count, 0) > 0 as is_disconnected_now,
        month_totals.blind_minutes,
        month_totals.blind_mwh,
        coalesce(tag_totals.due_tag_count, 0) as due_tag_count,
        coalesce(tag_totals.missing_tag_count, 0) as missing_tag_count,
        month_totals.coverage_ratio
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    left join month_totals on sites.site_id = month_totals.site_id
    left join gap_totals on sites.site_id = gap_totals.site_id
    left join tag_totals on sites.site_id = tag_totals.site_id
    left join targets on sites.site_id = targets.site_id
),

site_links as (
    select
        *,
        case
            when comms_uptime_ratio is null or latency_p95_ms is null then 'not measured'
            when comms_uptime_ratio < comms_uptime_target_ratio and latency_p95_ms > latency_p95_limit_ms
                then 'both missed'
            when comms_uptime_ratio < comms_uptime_target_ratio then 'uptime missed'
            when latency_p95_ms > latency_p95_limit_ms then 'latency missed'
            else 'met'
        end as link_verdict
    from compared
)

select * from site_links
