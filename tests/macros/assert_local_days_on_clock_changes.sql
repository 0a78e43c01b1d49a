-- The half-hour and local-day macros on the days they exist for: 23, 24 and 25 hours long.
with

cases as (
    select
        cast(instant as timestamp) as instant,
        cast(local_date as date) as local_date,
        settlement_period
    from (
        values
        -- 31 March 2024: 01:00 UTC becomes 02:00, the day has 46 periods.
        ('2024-03-31 00:00:00', '2024-03-31', 1),
        ('2024-03-31 00:59:00', '2024-03-31', 2),
        ('2024-03-31 01:00:00', '2024-03-31', 3),
        ('2024-03-31 22:30:00', '2024-03-31', 46),
        ('2024-03-31 23:00:00', '2024-04-01', 1),
        -- 27 October 2024: the hour from 01:00 comes twice, the day has 50.
        ('2024-10-26 23:00:00', '2024-10-27', 1),
        ('2024-10-27 00:30:00', '2024-10-27', 4),
        ('2024-10-27 01:00:00', '2024-10-27', 5),
        ('2024-10-27 23:59:00', '2024-10-27', 50),
        ('2024-10-28 00:00:00', '2024-10-28', 1),
        -- A summer evening already belongs to the next local day.
        ('2024-06-30 23:15:00', '2024-07-01', 1),
        ('2024-02-29 23:30:00', '2024-02-29', 48)
    ) as planted (instant, local_date, settlement_period)  -- noqa: AL05
),

computed as (
    select
        *,
        {{ site_local_date('instant', "'Europe/London'") }} as computed_date,
        {{ settlement_period('instant', "'Europe/London'", 30) }} as computed_period
    from cases
)

select *
from computed
where local_date <> computed_date or settlement_period <> computed_period
