-- One row per controller, inverter or battery and hour, samples that came and samples that failed a check.
with

flagged as (
    select * from {{ ref('int_quality__telemetry_flagged') }}
),

hours as (
    select
        asset_id,
        {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at,
        cast(sum(sample_count) as bigint) as sample_count,
        cast(sum(range_count) as bigint) as range_count,
        cast(sum(rate_count) as bigint) as rate_count,
        cast(sum(flat_count) as bigint) as flat_count,
        cast(sum(cross_count) as bigint) as cross_count,
        cast(sum(flagged_count) as bigint) as flagged_count
    from flagged
    group by 1, 2
)

select * from hours
