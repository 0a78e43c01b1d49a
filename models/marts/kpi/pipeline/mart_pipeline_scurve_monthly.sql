-- One row per month from the first planned date to the last P90 date, cumulative MW announced and probability-weighted.
with

projects as (
    select * from {{ ref('projects_pipeline') }}
    where power_mw is not null and planned_cod_date is not null
),

bounds as (
    select
        {{ dbt.date_trunc('month', 'min(planned_cod_date)') }} as first_month,
        {{ dbt.date_trunc('month', 'max(p90_cod_date)') }} as last_month
    from projects
),

calendar as (
    select cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date) as month_date
    from bounds
),

months as (
    select
        month_date,
        cast({{ dbt.dateadd('month', 1, 'month_date') }} as date) as next_month_date
    from calendar
),

scurve_months as (
    select
        months.month_date,
        count(*) filter (where projects.planned_cod_date < months.next_month_date) as announced_project_count,
        coalesce(sum(projects.power_mw) filter (where projects.planned_cod_date < months.next_month_date), 0)
            as announced_mw,
        coalesce(sum(projects.weighted_mw) filter (where projects.p50_cod_date < months.next_month_date), 0) as p50_mw,
        coalesce(sum(projects.weighted_mw) filter (where projects.p90_cod_date < months.next_month_date), 0) as p90_mw
    from months
    cross join projects
    group by 1
)

select * from scurve_months
