-- One row per block, site and vendor, failures per 1,000 block-hours with exact limits, and shrunk where few.
with

rates as (
    select * from {{ ref('int_benchmark__entity_rate') }}
),

chosen as (
    select
        entity_type,
        entity_id,
        vendor,
        cast(site_count as bigint) as site_count,
        cast(block_count as bigint) as block_count,
        cast(event_count as bigint) as failure_count,
        operating_hours as operating_block_hours,
        rate as rate_per_1000_hours,
        rate_lower as rate_lower_per_1000_hours,
        rate_upper as rate_upper_per_1000_hours,
        shrunk_rate as shrunk_rate_per_1000_hours
    from rates
)

select * from chosen
