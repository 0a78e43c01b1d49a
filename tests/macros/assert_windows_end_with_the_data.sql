-- A window that follows the wall clock, or is a day too long, shows a month that nobody can rebuild.
with

as_of as (
    select
        cast('2024-03-15 12:00:00' as timestamp) as as_of_at,
        cast('2024-03-14' as date) as as_of_date,
        cast('2024-03-01' as date) as month_start_date,
        cast('2024-01-01' as date) as year_start_date
),

cases as (
    select
        cast(moment as timestamp) as moment,
        time_window,
        is_inside
    from (
        values
        ('2024-03-01', 'mtd', true),
        ('2024-02-29', 'mtd', false),
        ('2024-03-14', 'mtd', true),
        ('2024-03-15', 'mtd', false),
        ('2024-01-01', 'ytd', true),
        ('2023-12-31', 'ytd', false),
        ('2024-03-08', '7d', true),
        ('2024-03-07', '7d', false),
        ('2024-02-14', '30d', true),
        ('2024-02-13', '30d', false),
        ('2024-03-14 12:00:00', '24h', true),
        ('2024-03-14 11:59:00', '24h', false),
        ('2024-03-15 11:59:00', '24h', true),
        ('2024-03-15 12:00:00', '24h', false)
    ) as planted (moment, time_window, is_inside)  -- noqa: AL05
),

judged as (
    select
        cases.*,
        case cases.time_window
            when 'mtd' then {{ within_window('cast(cases.moment as date)', 'mtd', 'as_of') }}
            when 'ytd' then {{ within_window('cast(cases.moment as date)', 'ytd', 'as_of') }}
            when '7d' then {{ within_window('cast(cases.moment as date)', '7d', 'as_of') }}
            when '30d' then {{ within_window('cast(cases.moment as date)', '30d', 'as_of') }}
            else {{ within_window('cases.moment', '24h', 'as_of') }}
        end as judged_inside
    from cases
    cross join as_of
)

select *
from judged
where is_inside <> judged_inside
