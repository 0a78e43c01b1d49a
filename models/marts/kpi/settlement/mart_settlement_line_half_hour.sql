-- One row per site, settlement period, component and run, the line as settled beside our own computation.
with

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
    -- Our own accrual counts while no run is published; afterwards every run carries what we expected.
    where run <> 'ACCRUAL' or is_latest_run
),

sites as (
    select * from {{ ref('dim_site') }}
),

services as (
    select * from {{ ref('dim_service') }}
),

settlement_lines as (
    select
        lines.site_id,
        sites.site_name,
        lines.settlement_date,
        lines.settlement_period,
        lines.interval_start_at,
        lines.service_id,
        services.service_name,
        lines.component,
        lines.run,
        lines.run_order,
        lines.is_latest_run,
        case when lines.line_count > 1 then 'additional' else lines.line_status end as line_status,
        lines.line_count,
        cast(lines.expected_quantity as double) as expected_quantity,
        cast(lines.expected_price_gbp as double) as expected_price_gbp,
        {{ pence_to_gbp('lines.expected_pence') }} as expected_gbp,
        cast(lines.settled_quantity as double) as settled_quantity,
        cast(lines.settled_price_gbp as double) as settled_price_gbp,
        cast(lines.settled_performance_factor as double) as settled_performance_factor,
        {{ pence_to_gbp('lines.amount_pence') }} as amount_gbp,
        {{ pence_to_gbp('lines.variance_pence') }} as variance_gbp
    from lines
    inner join sites on lines.site_id = sites.site_id
    inner join services on lines.service_id = services.service_id
)

select * from settlement_lines
