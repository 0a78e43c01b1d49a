-- One row per site, component and settlement date, what each product brought in.
with

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

totals as (
    select
        lines.site_id,
        sites.site_name,
        lines.service_id,
        lines.component,
        lines.settlement_date,
        lines.run,
        cast(sum(coalesce(lines.settled_quantity, lines.expected_quantity)) as double) as quantity,
        cast(sum(lines.amount_pence) as bigint) as revenue_pence,
        {{ pence_to_gbp('sum(lines.amount_pence)') }} as revenue_gbp,
        count(*) filter (
            where lines.line_count > 0
            or (lines.run = 'ACCRUAL' and lines.expected_quantity is not null and lines.expected_price_gbp is not null)
        ) as valued_period_count,
        count(*) as expected_period_count
    from lines
    inner join sites on lines.site_id = sites.site_id
    inner join as_of on lines.site_id = as_of.site_id and lines.settlement_date <= as_of.as_of_date
    group by 1, 2, 3, 4, 5, 6
),

covered as (
    select
        *,
        {{ safe_ratio('cast(valued_period_count as double)', 'expected_period_count') }} as coverage_ratio
    from totals
)

select * from covered
