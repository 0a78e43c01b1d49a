-- One row per site, settlement period, component and run, as settled: the line that fits best and what came on top.
with

lines as (
    select * from {{ ref('stg_rtm__settlement_line') }}
    where quarantine_reason is null
),

expected_lines as (
    select * from {{ ref('int_settlement__expected_line') }}
),

ranked as (
    select
        lines.*,
        row_number() over (
            partition by lines.site_id, lines.interval_start_at, lines.component, lines.run_type
            -- Of two lines for one period the one nearest to our own volume is the settlement, the other comes on top.
            order by abs(lines.quantity - coalesce(expected_lines.quantity, lines.quantity)), lines.line_id
        ) as line_rank
    from lines
    left join expected_lines
        on
            lines.site_id = expected_lines.site_id
            and lines.interval_start_at = expected_lines.interval_start_at
            and lines.component = expected_lines.component
),

settled as (
    select
        site_id,
        settlement_date,
        settlement_period,
        interval_start_at,
        service_id,
        component,
        run_type,
        max(case when line_rank = 1 then cast(quantity as decimal(12, 3)) end) as quantity,
        max(case when line_rank = 1 then cast(price_gbp as decimal(12, 5)) end) as price_gbp,
        max(case when line_rank = 1 then cast(performance_factor as decimal(5, 4)) end) as performance_factor,
        cast(sum(case when line_rank = 1 then amount_pence else 0 end) as bigint) as line_pence,
        cast(sum(case when line_rank > 1 then amount_pence else 0 end) as bigint) as additional_pence,
        count(*) as line_count,
        max(published_at) as published_at
    from ranked
    group by 1, 2, 3, 4, 5, 6, 7
)

select * from settled
