-- One row per period that pages can be filtered by, its first and last complete day on the data's own clock.
with

as_of as (
    select * from {{ ref('dim_as_of') }}
),

newest as (
    select
        max(as_of_date) as as_of_date,
        max(month_start_date) as month_start_date
    from as_of
),

periods as (
    select
        1 as period_order,
        'mtd' as period_id,
        'Month to date' as period_label,
        month_start_date as first_date,
        as_of_date as last_date
    from newest
    union all
    select
        2 as period_order,
        '7d' as period_id,
        'Last 7 days' as period_label,
        cast({{ dbt.dateadd('day', -6, 'as_of_date') }} as date) as first_date,
        as_of_date as last_date
    from newest
    union all
    select
        3 as period_order,
        '30d' as period_id,
        'Last 30 days' as period_label,
        cast({{ dbt.dateadd('day', -29, 'as_of_date') }} as date) as first_date,
        as_of_date as last_date
    from newest
)

select * from periods
