-- Division by zero must be null, and fractions of minutes must survive.
with

computed as (
    select
        {{ safe_ratio('1', 'cast(0 as double)') }} as zero_denominator,
        {{ safe_ratio('3', 'cast(4 as double)') }} as three_quarters,
        {{ elapsed_minutes("cast('2024-03-01 10:00:00' as timestamp)", "cast('2024-03-01 10:01:30' as timestamp)") }}
            as ninety_seconds,
        {{ minutes_later("cast('2024-02-29 23:59:00' as timestamp)", 1) }} as next_minute,
        {{ period_start("cast('2024-02-29 23:59:59' as timestamp)", 30) }} as half_hour,
        {{ period_start("cast('2024-02-29 23:59:59' as timestamp)", 5) }} as five_minutes,
        {{ if_covered('1', '0.8') }} as covered,
        {{ if_covered('1', '0.79') }} as uncovered,
        {{ if_covered('1', 'cast(null as double)') }} as nothing_due,
        {{ pence_to_gbp('cast(12345 as bigint)') }} as pounds,
        {{ gbp_to_pence('cast(1.5 as double) * 0.25') }} as half_penny_up,
        {{ gbp_to_pence('cast(null as double)') }} as no_pounds,
        {{ energy_value_pence('cast(2 as double) - 0.5', 'cast(-20 as double)') }} as energy_pence,
        {{ weeks_completed("cast('2024-02-23' as date)", "cast('2024-03-07' as date)") }} as thirteen_days,
        {{ weeks_completed("cast('2024-02-23' as date)", "cast('2024-03-08' as date)") }} as fourteen_days
)

select *
from computed
where
    zero_denominator is not null
    or three_quarters <> 0.75
    or ninety_seconds <> 1.5
    or next_minute <> cast('2024-03-01 00:00:00' as timestamp)
    or half_hour <> cast('2024-02-29 23:30:00' as timestamp)
    or five_minutes <> cast('2024-02-29 23:55:00' as timestamp)
    or covered <> 1
    or uncovered is not null
    or nothing_due is not null
    or pounds <> 123.45
    or half_penny_up <> 38
    or no_pounds is not null
    or energy_pence <> -3000
    or thirteen_days <> 1
    or fourteen_days <> 2
