-- One row per site, the instant up to which its data tell the story, on the portfolio's clock and on the site's.
with

local_days as (
    select * from {{ ref('int_site__as_of') }}
),

months as (
    select
        site_id,
        as_of_at,
        cast(as_of_date as date) as as_of_date,
        cast({{ dbt.date_trunc('month', 'as_of_date') }} as date) as month_start_date,
        cast({{ dbt.date_trunc('year', 'as_of_date') }} as date) as year_start_date
    from local_days
)

select * from months
