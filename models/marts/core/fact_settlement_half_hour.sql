-- One row per site, settlement period, component and run, settled beside expected money with the variance by cause.
with

lines as (
    select * from {{ ref('int_settlement__line_explained') }}
),

day_runs as (
    select * from {{ ref('int_settlement__day_run') }}
),

settlement_lines as (
    select
        lines.site_id,
        lines.interval_start_at,
        lines.settlement_date,
        lines.settlement_period,
        lines.service_id,
        lines.component,
        lines.run_type as run,
        day_runs.run_order,
        day_runs.run_name,
        day_runs.is_latest_run,
        day_runs.published_at,
        day_runs.superseded_at,
        lines.line_status,
        lines.line_count,
        lines.expected_quantity,
        lines.expected_price_gbp,
        lines.expected_performance_factor,
        lines.expected_pence,
        lines.settled_quantity,
        lines.settled_price_gbp,
        lines.settled_performance_factor,
        lines.amount_pence,
        lines.amount_pence - lines.expected_pence as variance_pence,
        lines.price_effect_pence,
        lines.volume_effect_pence,
        lines.performance_effect_pence,
        lines.missing_effect_pence,
        lines.additional_effect_pence
    from lines
    inner join day_runs
        on
            lines.site_id = day_runs.site_id
            and lines.settlement_date = day_runs.settlement_date
            and lines.run_type = day_runs.run_type
)

select * from settlement_lines
