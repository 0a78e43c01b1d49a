-- A test that cannot fail proves nothing: planted failures must come back, clean rows must not.
with

planted as (
    select
        id,
        part,
        amount
    from (
        values
        (1, 'a', 5.0),
        (1, 'a', 6.0),
        (2, null, 7.0),
        (3, 'c', 101.0),
        (4, 'd', null)
    ) as rows_with_faults (id, part, amount)  -- noqa: AL05
),

caught as (
    select
        (select count(*) from ({{ test_unique_combination('planted', ['id', 'part']) }}) as found) as broken_keys,
        (select count(*) from ({{ test_within_range('planted', 'amount', 0, 100) }}) as found) as outside_range,
        (select count(*) from ({{ test_within_range('planted', 'amount', minimum=0) }}) as found) as below_zero
)

select *
from caught
where broken_keys <> 2 or outside_range <> 1 or below_zero <> 0
