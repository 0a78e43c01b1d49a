-- One row per site and settlement date with a published run, settlement periods that came of those the clock has.
with

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and run <> 'ACCRUAL'
),

sites as (
    select * from {{ ref('dim_site') }}
),

-- A period is present when no line that we expected of it is missing.
periods as (
    select
        site_id,
        settlement_date,
        settlement_period,
        run,
        max(case when line_status = 'missing' then 1 else 0 end) as missing_flag
    from lines
    group by 1, 2, 3, 4
),

days as (
    select
        site_id,
        settlement_date,
        run,
        count(*) filter (where missing_flag = 0) as settled_period_count
    from periods
    group by 1, 2, 3
),

clocked as (
    select
        days.site_id,
        sites.site_name,
        days.settlement_date,
        days.run,
        days.settled_period_count,
        cast(
            {{ elapsed_minutes(
                local_midnight_at('days.settlement_date', 'sites.time_zone'),
                local_midnight_at(dbt.dateadd('day', 1, 'days.settlement_date'), 'sites.time_zone')
            ) }} / sites.period_minutes as bigint
        ) as clock_period_count
    from days
    inner join sites on days.site_id = sites.site_id
),

settlement_days as (
    select
        *,
        clock_period_count - settled_period_count as missing_period_count,
        {{ safe_ratio('cast(settled_period_count as double)', 'clock_period_count') }} as coverage_ratio
    from clocked
)

select * from settlement_days
