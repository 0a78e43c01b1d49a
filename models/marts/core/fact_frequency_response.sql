-- One row per high-speed capture with response sold, its delay, slope, offset and times.
with

responses as (
    select * from {{ ref('int_grid__capture_response') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

capture_responses as (
    select
        responses.capture_id,
        responses.site_id,
        responses.asset_id,
        cast(responses.started_at as timestamp) as started_at,
        {{ site_local_date('cast(responses.started_at as timestamp)', 'sites.time_zone') }} as site_local_date,
        cast(responses.sample_count as bigint) as sample_count,
        responses.components,
        responses.contracted_mw,
        responses.nadir_hz,
        responses.rocof_hz_per_s,
        responses.delay_seconds,
        responses.delay_error_seconds,
        responses.slope_ratio,
        responses.offset_ratio,
        responses.deadband_crossing_seconds,
        responses.t10_seconds,
        responses.t90_seconds,
        responses.initiation_lag_seconds,
        responses.full_delivery_lag_seconds,
        responses.initiation_limit_seconds,
        responses.full_delivery_limit_seconds
    from responses
    inner join sites on responses.site_id = sites.site_id
)

select * from capture_responses
