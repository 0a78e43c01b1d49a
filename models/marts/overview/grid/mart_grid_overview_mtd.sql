-- One row per portfolio (a single row): ramps, response, voltage, power factor and performance factor month to date.
with

days as (
    select * from {{ ref('mart_grid_daily') }}
),

captures as (
    select * from {{ ref('mart_frequency_response') }}
),

performance as (
    select * from {{ ref('mart_response_performance_daily') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

day_totals as (
    select
        max(as_of.as_of_at) as as_of_at,
        cast(sum(days.expected_minutes) as bigint) as expected_minutes,
        cast(sum(days.valid_minutes) as bigint) as valid_minutes,
        cast(sum(days.ramp_minutes) as bigint) as ramp_minutes,
        cast(sum(days.ramp_excursion_count) as bigint) as ramp_excursion_count,
        cast(sum(days.voltage_excursion_minutes) as bigint) as voltage_excursion_minutes,
        cast(sum(days.grid_outage_minutes) as bigint) as grid_outage_minutes,
        cast(sum(days.power_factor_minutes) as bigint) as power_factor_minutes,
        cast(sum(days.power_factor_in_limit_minutes) as bigint) as power_factor_in_limit_minutes,
        sum(days.valid_minutes) / cast(nullif(sum(days.expected_minutes), 0) as double) as coverage_ratio
    from days
    inner join as_of on days.site_id = as_of.site_id and {{ within_window('days.site_local_date', 'mtd', 'as_of') }}
    having count(*) > 0
),

capture_totals as (
    select
        count(*) as capture_count,
        count(*) filter (where not captures.is_passed) as failed_capture_count,
        -- The slowest, not the mean: one late answer is a breach.
        max(captures.delay_seconds) as response_time_seconds,
        min(captures.initiation_limit_seconds) as response_time_limit_seconds
    from captures
    inner join as_of
        on captures.site_id = as_of.site_id and {{ within_window('captures.site_local_date', 'mtd', 'as_of') }}
),

performance_totals as (
    select
        sum(performance.expected_performed_mw_hours) as expected_performed_mw_hours,
        sum(performance.expected_mw_hours) as expected_mw_hours,
        sum(performance.settled_performed_mw_hours) as settled_performed_mw_hours,
        sum(performance.settled_mw_hours) as settled_mw_hours,
        cast(sum(performance.settled_lost_pence) as bigint) as settled_lost_pence
    from performance
    inner join as_of
        on performance.site_id = as_of.site_id and {{ within_window('performance.settlement_date', 'mtd', 'as_of') }}
),

combined as (
    select
        day_totals.as_of_at,
        day_totals.ramp_minutes,
        day_totals.ramp_excursion_count,
        {{ if_covered(
            safe_ratio(
                'day_totals.ramp_minutes - day_totals.ramp_excursion_count', 'cast(day_totals.ramp_minutes as double)'
            ),
            'day_totals.coverage_ratio'
        ) }} as ramp_compliance_ratio,
        {{ limit_of('ramp_compliance') }} as ramp_compliance_target_ratio,
        capture_totals.capture_count,
        capture_totals.failed_capture_count,
        capture_totals.response_time_seconds,
        capture_totals.response_time_limit_seconds,
        day_totals.grid_outage_minutes,
        {{ if_covered('day_totals.voltage_excursion_minutes', 'day_totals.coverage_ratio') }}
            as voltage_excursion_minutes,
        day_totals.power_factor_minutes,
        day_totals.power_factor_in_limit_minutes,
        {{ if_covered(
            safe_ratio(
                'day_totals.power_factor_in_limit_minutes', 'cast(day_totals.power_factor_minutes as double)'
            ),
            'day_totals.coverage_ratio'
        ) }} as power_factor_in_limit_ratio,
        performance_totals.expected_mw_hours,
        performance_totals.expected_performed_mw_hours,
        {{ safe_ratio('performance_totals.expected_performed_mw_hours', 'performance_totals.expected_mw_hours') }}
            as performance_factor,
        {{ safe_ratio('performance_totals.settled_performed_mw_hours', 'performance_totals.settled_mw_hours') }}
            as settled_performance_factor,
        {{ pence_to_gbp('performance_totals.settled_lost_pence') }} as settled_lost_gbp,
        day_totals.ramp_excursion_count + capture_totals.failed_capture_count as non_compliance_event_count,
        day_totals.coverage_ratio
    from day_totals
    cross join capture_totals
    cross join performance_totals
)

select * from combined
