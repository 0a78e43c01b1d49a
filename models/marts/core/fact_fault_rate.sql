-- One row per asset and fault code that failed at least once, failures per 1,000 hours of operation with exact limits.
with

rates as (
    select * from {{ ref('int_reliability__asset_code_rate') }}
),

chosen as (
    select
        site_id,
        asset_id,
        fault_code,
        cast(event_count as bigint) as failure_count,
        operating_hours,
        rate as rate_per_1000_hours,
        rate_lower as rate_lower_per_1000_hours,
        rate_upper as rate_upper_per_1000_hours
    from rates
)

select * from chosen
