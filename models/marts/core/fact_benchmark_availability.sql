-- One row per block, site and vendor, contractual availability with an interval from resampled blocks.
with

availability as (
    select * from {{ ref('int_benchmark__entity_availability') }}
),

chosen as (
    select
        entity_type,
        entity_id,
        vendor,
        cast(site_count as bigint) as site_count,
        cast(block_count as bigint) as block_count,
        cast(block_minutes as bigint) as block_minutes,
        cast(known_block_minutes as bigint) as known_block_minutes,
        counted_mw_minutes as contractual_counted_mw_minutes,
        available_mw_minutes as contractual_available_mw_minutes,
        availability_lower_ratio,
        availability_upper_ratio
    from availability
)

select * from chosen
