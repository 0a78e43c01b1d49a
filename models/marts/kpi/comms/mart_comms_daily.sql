-- One row per site and site-local day, uptime, round trip, packet loss, gaps and what went on unseen.
with

minutes as (
    select * from {{ ref('fact_comms_minute') }}
),

gaps as (
    select * from {{ ref('fact_comms_gap') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'comms_uptime'
),

day_totals as (
    select
        site_id,
        site_local_date,
        count(*) as expected_minutes,
        count(*) filter (where is_recorded) as recorded_minutes,
        count(*) filter (where is_connected) as connected_minutes,
        count(latency_ms) as latency_minutes,
        percentile_cont(0.5) within group (order by latency_ms) as latency_p50_ms,
        {{ percentile_95('latency_ms') }} as latency_p95_ms,
        percentile_cont(0.99) within group (order by latency_ms) as latency_p99_ms,
        avg(packet_drop_ratio) as packet_drop_ratio,
        count(*) filter (where is_blind) as blind_minutes,
        sum(blind_mwh) as blind_mwh,
        count(*) filter (where is_recorded) / cast(count(*) as double) as coverage_ratio
    from minutes
    group by 1, 2
),

-- A gap belongs to the day in which it began.
day_gaps as (
    select
        gaps.site_id,
        {{ site_local_date('gaps.started_at', 'sites.time_zone') }} as site_local_date,
        count(*) as gap_count,
        percentile_cont(0.5) within group (order by gaps.gap_minutes) as gap_median_minutes,
        max(gaps.gap_minutes) as gap_longest_minutes
    from gaps
    inner join sites on gaps.site_id = sites.site_id
    group by 1, 2
),

compared as (
    select
        day_totals.site_id,
        max(sites.site_name) as site_name,
        day_totals.site_local_date,
        max(day_totals.expected_minutes) as expected_minutes,
        max(day_totals.recorded_minutes) as recorded_minutes,
        max(day_totals.connected_minutes) as connected_minutes,
        max(day_totals.recorded_minutes - day_totals.connected_minutes) as lost_minutes,
        max({{ if_covered(
            safe_ratio('day_totals.connected_minutes', 'cast(day_totals.recorded_minutes as double)'),
            'day_totals.coverage_ratio'
        ) }}) as comms_uptime_ratio,
        -- Two contracts may ask for different uptimes; the stricter one binds.
        max(clauses.threshold) as comms_uptime_target_ratio,
        coalesce(max(day_gaps.gap_count), 0) as gap_count,
        max(day_gaps.gap_median_minutes) as gap_median_minutes,
        max(day_gaps.gap_longest_minutes) as gap_longest_minutes,
        max(day_totals.latency_minutes) as latency_minutes,
        max(day_totals.latency_p50_ms) as latency_p50_ms,
        max(day_totals.latency_p95_ms) as latency_p95_ms,
        max(day_totals.latency_p99_ms) as latency_p99_ms,
        max(day_totals.packet_drop_ratio) as packet_drop_ratio,
        max(day_totals.blind_minutes) as blind_minutes,
        max(day_totals.blind_mwh) as blind_mwh,
        max(day_totals.coverage_ratio) as coverage_ratio
    from day_totals
    inner join sites on day_totals.site_id = sites.site_id
    left join day_gaps
        on day_totals.site_id = day_gaps.site_id and day_totals.site_local_date = day_gaps.site_local_date
    left join clauses
        on
            day_totals.site_id = clauses.site_id
            and day_totals.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or day_totals.site_local_date < clauses.valid_to_date)
    group by 1, 3
)

select * from compared
