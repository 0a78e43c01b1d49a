-- One row per high-speed capture, what frequency did, how the plant answered, and which limits that kept.
with

responses as (
    select * from {{ ref('fact_frequency_response') }}
),

samples as (
    select * from {{ ref('fact_frequency_capture') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- Samples are numbered from 0 as they are taken: one that is lost leaves its number out.
coverages as (
    select
        capture_id,
        {{ safe_ratio('cast(count(p_kw) as double)', 'max(sample_index) + 1') }} as coverage_ratio
    from samples
    group by 1
),

judged as (
    select
        responses.*,
        sites.site_name,
        coverages.coverage_ratio,
        {{ limit_of('response_slope_tolerance') }} as slope_tolerance_ratio,
        {{ limit_of('response_offset_tolerance') }} as offset_tolerance_ratio
    from responses
    inner join sites on responses.site_id = sites.site_id
    left join coverages on responses.capture_id = coverages.capture_id
),

told as (
    select
        capture_id,
        site_id,
        site_name,
        started_at,
        site_local_date,
        components,
        contracted_mw,
        nadir_hz,
        case when nadir_hz < {{ var('nominal_frequency_hz') }} then 'export' else 'import' end as direction,
        rocof_hz_per_s,
        delay_seconds,
        delay_error_seconds,
        initiation_limit_seconds,
        {{ if_covered('delay_seconds <= initiation_limit_seconds', 'coverage_ratio') }} as is_delay_passed,
        slope_ratio,
        slope_tolerance_ratio,
        {{ if_covered('abs(slope_ratio - 1) <= slope_tolerance_ratio', 'coverage_ratio') }} as is_slope_passed,
        offset_ratio,
        offset_tolerance_ratio,
        {{ if_covered('abs(offset_ratio) <= offset_tolerance_ratio', 'coverage_ratio') }} as is_offset_passed,
        {{ if_covered(
            'delay_seconds <= initiation_limit_seconds'
            ~ ' and abs(slope_ratio - 1) <= slope_tolerance_ratio'
            ~ ' and abs(offset_ratio) <= offset_tolerance_ratio',
            'coverage_ratio'
        ) }} as is_passed,
        deadband_crossing_seconds,
        t10_seconds,
        t90_seconds,
        initiation_lag_seconds,
        full_delivery_lag_seconds,
        full_delivery_limit_seconds,
        sample_count,
        coverage_ratio
    from judged
),

worded as (
    select
        *,
        case
            when is_passed then 'passed'
            when not is_passed
                then
                    'failed: ' || concat_ws(
                        ', ',
                        case when not is_delay_passed then 'delay' end,
                        case when not is_slope_passed then 'slope' end,
                        case when not is_offset_passed then 'offset' end
                    )
            else 'delay not told'
        end as verdict
    from told
)

select * from worded
