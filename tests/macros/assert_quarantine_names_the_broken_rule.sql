-- A bad row that passes falsifies a page; a good row that is refused loses money. Rules are those of the raw contract.
with

planted as (
    select
        cast('2024-02-15' as date) as settlement_date,
        settlement_period,
        cast(interval_start_utc as timestamp) as interval_start_utc,
        cast(day_ahead_price_gbp_per_mwh as double) as day_ahead_price_gbp_per_mwh,
        day_ahead_basis,
        cast(55 as double) as system_price_gbp_per_mwh,
        cast(null as double) as net_imbalance_volume_mwh,
        cast('2024-02-14 10:00:00' as timestamp) as day_ahead_published_at_utc,
        cast('2024-02-15 02:00:00' as timestamp) as system_price_published_at_utc,
        expected_reason
    from (
        values
        (1, '2024-02-15 00:00:00', '60', 'published', null),
        (2, '2024-02-15 00:30:00', null, 'published', 'day_ahead_price_gbp_per_mwh: required'),
        (3, '2024-02-15 01:00:00', 'nan', 'published', 'day_ahead_price_gbp_per_mwh: not a finite number'),
        (0, '2024-02-15 02:00:00', '60', 'published', 'settlement_period: below 1'),
        (6, '2024-02-15 02:30:00', '60', 'guessed', 'day_ahead_basis: not an accepted value')
    ) as rows_of_a_file (  -- noqa: AL05
        settlement_period, interval_start_utc, day_ahead_price_gbp_per_mwh, day_ahead_basis, expected_reason
    )
),

judged as (
    select
        *,
        {{ quarantine_reason('rtm', 'price') }} as found_reason
    from planted
),

-- The same good row twice: one stays, one is a duplicate.
doubled as (
    select planted.*
    from planted
    cross join (values (1), (2)) as copies (copy_number)  -- noqa: AL05
    where planted.settlement_period = 1
),

judged_doubles as (
    select {{ quarantine_reason('rtm', 'price') }} as found_reason
    from doubled
)

select
    settlement_period,
    expected_reason,
    found_reason
from judged
where coalesce(expected_reason, 'good') <> coalesce(found_reason, 'good')
union all
select
    cast(null as int) as settlement_period,
    'one good, one duplicate' as expected_reason,
    'something else' as found_reason
from judged_doubles
having
    count(*) filter (where found_reason is null) <> 1
    or count(*) filter (where found_reason = 'interval_start_utc: duplicate key') <> 1
