-- Division by zero must be null, and fractions of minutes must survive.
with

computed as (
    select
        {{ safe_ratio('1', 'cast(0 as double)') }} as zero_denominator,
        {{ safe_ratio('3', 'cast(4 as double)') }} as three_quarters,
        {{ elapsed_minutes("cast('2024-03-01 10:00:00' as timestamp)", "cast('2024-03-01 10:01:30' as timestamp)") }}
            as ninety_seconds,
        {{ minutes_later("cast('2024-02-29 23:59:00' as timestamp)", 1) }} as next_minute,
        {{ half_hour_start("cast('2024-02-29 23:59:59' as timestamp)") }} as half_hour,
        {{ pence_to_gbp('cast(12345 as bigint)') }} as pounds
)

select *
from computed
where
    zero_denominator is not null
    or three_quarters <> 0.75
    or ninety_seconds <> 1.5
    or next_minute <> cast('2024-03-01 00:00:00' as timestamp)
    or half_hour <> cast('2024-02-29 23:30:00' as timestamp)
    or pounds <> 123.45
