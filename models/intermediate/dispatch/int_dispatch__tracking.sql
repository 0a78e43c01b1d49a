-- One row per site and minute, how far the plant was from its command and whether that is within tolerance.
with

minutes as (
    select * from {{ ref('int_dispatch__minute') }}
),

delays as (
    select * from {{ ref('int_dispatch__delay') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

aligned as (
    select
        minutes.*,
        coalesce(delays.delay_seconds, 0) as delay_seconds,
        case
            when minutes.has_minute_before
                then
                    minutes.command_kw
                    + coalesce(delays.delay_seconds, 0) / 60 * (minutes.command_before_kw - minutes.command_kw)
            else minutes.command_kw
        end as aligned_command_kw
    from minutes
    left join delays on minutes.site_id = delays.site_id
),

tracked as (
    select
        site_id,
        interval_start_at,
        available_ratio,
        delay_seconds,
        aligned_command_kw,
        actual_kw - aligned_command_kw as aligned_error_kw,
        is_tracking_judged,
        -- Two-sided, and a command of zero is a command: too much and parasitic power are errors too.
        abs(actual_kw - command_kw) <= 1000 * greatest(
            rated_mw * {{ limit_of('tracking_tolerance_ratio') }}, {{ limit_of('tracking_tolerance_mw') }}
        ) as is_within_tolerance,
        case when has_minute_before then actual_kw - actual_before_kw end as ramp_kw_per_minute
    from aligned
)

select * from tracked
