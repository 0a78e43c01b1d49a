-- One row per site, tested quantity and site-local day, what was measured that day as numerator over denominator.
with

availability as (
    select * from {{ ref('mart_availability_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

hours as (
    select * from {{ ref('mart_sla_comms_hourly') }}
),

minutes as (
    select * from {{ ref('fact_comms_minute') }}
    where is_recorded
),

response as (
    select
        *,
        coalesce(settled_performance_factor, expected_performance_factor) as performance_factor
    from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and service_id = 'frequency_response'
),

health as (
    select * from {{ ref('fact_soh_weekly') }}
),

measured as (
    select
        availability.site_id,
        'contractual_availability' as metric,
        availability.site_local_date,
        availability.contractual_available_mw_minutes as numerator,
        availability.contractual_counted_mw_minutes as denominator,
        {{ safe_ratio('availability.contractual_available_mw_minutes', 'availability.contractual_counted_mw_minutes') }}
            as measured,
        cast(null as double) as required_level,
        {{ safe_ratio('availability.raw_counted_mw_minutes', 'sites.rated_mw') }} as valid_minutes
    from availability
    inner join sites on availability.site_id = sites.site_id
    union all
    select
        site_id,
        'comms_uptime' as metric,
        site_local_date,
        cast(sum(connected_minutes) as double) as numerator,
        cast(sum(controller_minutes) as double) as denominator,
        {{ safe_ratio('sum(connected_minutes)', 'cast(sum(controller_minutes) as double)') }} as measured,
        cast(null as double) as required_level,
        cast(sum(controller_minutes) as double) as valid_minutes
    from hours
    group by 1, 2, 3
    union all
    select
        site_id,
        'latency_p95' as metric,
        site_local_date,
        -- A percentile has no parts that could be summed.
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        percentile_cont(0.95) within group (order by latency_ms) as measured,
        cast(null as double) as required_level,
        cast(count(latency_ms) as double) as valid_minutes
    from minutes
    group by 1, 2, 3
    union all
    select
        response.site_id,
        'response_performance' as metric,
        response.settlement_date as site_local_date,
        cast(sum(response.expected_quantity * response.performance_factor) as double) as numerator,
        cast(sum(response.expected_quantity) as double) as denominator,
        {{ safe_ratio(
            'cast(sum(response.expected_quantity * response.performance_factor) as double)',
            'cast(sum(response.expected_quantity) as double)'
        ) }} as measured,
        cast(null as double) as required_level,
        cast(count(distinct response.interval_start_at) * max(sites.period_minutes) as double) as valid_minutes
    from response
    inner join sites on response.site_id = sites.site_id
    where response.expected_quantity > 0
    group by 1, 2, 3
    union all
    select
        site_id,
        'soh_guarantee' as metric,
        estimated_date as site_local_date,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        soh_ratio as measured,
        guaranteed_soh_ratio as required_level,
        cast(null as double) as valid_minutes
    from health
),

covered as (
    select
        measured.*,
        -- A weekly estimate stands for its week or was not made at all.
        case
            when measured.valid_minutes is null then 1
            else least(1, {{ safe_ratio('measured.valid_minutes', local_days_minutes(
                'measured.site_local_date', 'measured.site_local_date', 'sites.time_zone', 'as_of.as_of_at'
            )) }})
        end as coverage_ratio
    from measured
    inner join sites on measured.site_id = sites.site_id
    inner join as_of on measured.site_id = as_of.site_id
),

measurements as (
    select
        site_id,
        metric,
        site_local_date,
        numerator,
        denominator,
        {{ if_covered('measured', 'coverage_ratio') }} as measured,
        required_level,
        valid_minutes,
        cast(coverage_ratio as double) as coverage_ratio
    from covered
)

select * from measurements
