-- One row per site, settlement date and run, in the order of publication; our own accrual is the first of them.
with

lines as (
    select * from {{ ref('stg_rtm__settlement_line') }}
    where quarantine_reason is null
),

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

runs as (
    select * from {{ ref('settlement_runs') }}
),

published as (
    select
        site_id,
        settlement_date,
        run_type,
        max(published_at) as published_at
    from lines
    group by 1, 2, 3
    union all
    select
        site_id,
        settlement_date,
        'ACCRUAL' as run_type,
        cast(null as {{ dbt.type_timestamp() }}) as published_at
    from periods
    group by 1, 2, 3
),

ordered as (
    select
        published.site_id,
        published.settlement_date,
        published.run_type,
        runs.run_order,
        runs.run_name,
        published.published_at,
        lead(published.published_at) over (
            partition by published.site_id, published.settlement_date order by runs.run_order
        ) as superseded_at,
        row_number() over (
            partition by published.site_id, published.settlement_date order by runs.run_order desc
        ) = 1 as is_latest_run
    from published
    inner join runs on published.run_type = runs.run_type
)

select * from ordered
