-- A final run expected a weekend too early is a dispute raised a weekend too late.
with

cases as (
    select
        cast(start_date as date) as start_date,
        working_days,
        cast(expected_date as date) as expected_date
    from (
        values
        ('2024-03-15', 0, '2024-03-15'),
        ('2024-03-15', 1, '2024-03-18'),
        ('2024-03-16', 1, '2024-03-18'),
        ('2024-03-17', 5, '2024-03-22'),
        ('2024-03-11', 4, '2024-03-15'),
        ('2024-03-11', 5, '2024-03-18'),
        ('2024-02-22', 16, '2024-03-15')
    ) as planted (start_date, working_days, expected_date)  -- noqa: AL05
),

computed as (
    select
        *,
        {{ working_days_later('start_date', 'working_days') }} as computed_date
    from cases
)

select *
from computed
where computed_date <> expected_date
