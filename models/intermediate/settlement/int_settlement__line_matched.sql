-- One row per site, settlement period, component and run, what was expected beside what was settled.
with

day_runs as (
    select * from {{ ref('int_settlement__day_run') }}
),

expected_lines as (
    select * from {{ ref('int_settlement__expected_line') }}
),

settled_lines as (
    select * from {{ ref('int_settlement__settled_line') }}
),

expected_by_run as (
    select
        expected_lines.*,
        day_runs.run_type
    from expected_lines
    inner join day_runs
        on
            expected_lines.site_id = day_runs.site_id
            and expected_lines.settlement_date = day_runs.settlement_date
),

-- Lines that nothing of ours explains stay: they are money all the same.
matched as (
    select
        coalesce(expected_by_run.site_id, settled_lines.site_id) as site_id,
        coalesce(expected_by_run.settlement_date, settled_lines.settlement_date) as settlement_date,
        coalesce(expected_by_run.settlement_period, settled_lines.settlement_period) as settlement_period,
        coalesce(expected_by_run.interval_start_at, settled_lines.interval_start_at) as interval_start_at,
        coalesce(expected_by_run.service_id, settled_lines.service_id) as service_id,
        coalesce(expected_by_run.component, settled_lines.component) as component,
        coalesce(expected_by_run.run_type, settled_lines.run_type) as run_type,
        expected_by_run.quantity as expected_quantity,
        expected_by_run.price_gbp as expected_price_gbp,
        expected_by_run.performance_factor as expected_performance_factor,
        coalesce(expected_by_run.amount_pence, 0) as expected_pence,
        settled_lines.quantity as settled_quantity,
        settled_lines.price_gbp as settled_price_gbp,
        settled_lines.performance_factor as settled_performance_factor,
        settled_lines.line_pence,
        coalesce(settled_lines.additional_pence, 0) as additional_pence,
        coalesce(settled_lines.line_count, 0) as line_count
    from expected_by_run
    full outer join settled_lines
        on
            expected_by_run.site_id = settled_lines.site_id
            and expected_by_run.interval_start_at = settled_lines.interval_start_at
            and expected_by_run.component = settled_lines.component
            and expected_by_run.run_type = settled_lines.run_type
)

select * from matched
