-- One row per threshold that KPIs are judged by and no contract names.
with

thresholds as (
    select * from {{ ref('quality_thresholds') }}
),

limits as (
    select
        threshold_id,
        limit_value,
        unit,
        description,
        source
    from thresholds
)

select * from limits
