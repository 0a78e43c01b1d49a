-- One row per asset and fault code that failed at least once, failures per 1,000 hours of operation with exact limits.
with

rates as (
    select * from {{ ref('int_reliability__asset_code_rate') }}
),

asset_code_rates as (
    select
        -- Without a single failure the frame is empty and its columns have no type.
        cast(site_id as {{ dbt.type_string() }}) as site_id,
        cast(asset_id as {{ dbt.type_string() }}) as asset_id,
        cast(fault_code as {{ dbt.type_string() }}) as fault_code,
        cast(event_count as bigint) as failure_count,
        cast(operating_hours as double) as operating_hours,
        rate as rate_per_1000_hours,
        rate_lower as rate_lower_per_1000_hours,
        rate_upper as rate_upper_per_1000_hours
    from rates
)

select * from asset_code_rates
