-- One row per block, site and vendor, its failures per 1,000 block-hours and contractual availability with intervals.
with

rates as (
    select * from {{ ref('int_benchmark__entity_rate') }}
),

availability as (
    select * from {{ ref('int_benchmark__entity_availability') }}
),

entities as (
    select
        rates.entity_type,
        rates.entity_id,
        rates.vendor,
        cast(rates.site_count as bigint) as site_count,
        cast(rates.block_count as bigint) as block_count,
        cast(rates.event_count as bigint) as failure_count,
        rates.operating_hours as operating_block_hours,
        rates.rate as rate_per_1000_hours,
        rates.rate_lower as rate_lower_per_1000_hours,
        rates.rate_upper as rate_upper_per_1000_hours,
        rates.shrunk_rate as shrunk_rate_per_1000_hours,
        cast(availability.block_minutes as bigint) as block_minutes,
        cast(availability.known_block_minutes as bigint) as known_block_minutes,
        availability.counted_mw_minutes as contractual_counted_mw_minutes,
        availability.available_mw_minutes as contractual_available_mw_minutes,
        availability.availability_lower_ratio,
        availability.availability_upper_ratio
    from rates
    left join availability
        on rates.entity_type = availability.entity_type and rates.entity_id = availability.entity_id
)

select * from entities
