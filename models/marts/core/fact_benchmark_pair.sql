-- One row per pair of vendors, ratio of their failure rates and difference of their availability, with intervals.
with

pairs as (
    select * from {{ ref('int_benchmark__vendor_pair') }}
),

vendor_pairs as (
    select
        -- With a single vendor the frame is empty and its columns have no type.
        cast(vendor_a as {{ dbt.type_string() }}) as vendor_a,
        cast(vendor_b as {{ dbt.type_string() }}) as vendor_b,
        cast(site_count_a as bigint) as site_count_a,
        cast(site_count_b as bigint) as site_count_b,
        cast(event_count_a as bigint) as failure_count_a,
        cast(event_count_b as bigint) as failure_count_b,
        exposure_a * 1000 as operating_block_hours_a,
        exposure_b * 1000 as operating_block_hours_b,
        rate_ratio,
        rate_ratio_lower,
        rate_ratio_upper,
        p_value,
        availability_difference_ratio,
        availability_difference_lower_ratio,
        availability_difference_upper_ratio
    from pairs
)

select * from vendor_pairs
