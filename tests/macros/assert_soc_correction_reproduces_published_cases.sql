-- A round trip that ended emptier than it began would look better than it was, or the other way round.
-- Cases of the SimSES 1.3.12 test suite (test_technical_evaluation.py): 1 s at ±36 kW is 10 Wh, capacity 1,000 Wh.
with

cases as (
    select published.*
    from (
        values
        (1, 10.0, 0.0, -10.0, 1.0),
        (2, 0.0, 10.0, 5.0, 0.5),
        (3, 10.0, 10.0, 0.0, 1.0),
        (4, 5.0, 10.0, 0.0, 0.5),
        (5, 5.0, 10.0, 5.0, 1.0),
        (6, 5.0, 10.0, 2.5, 0.71076758),
        -- Our own edges: nothing happened, nothing measured, discharge without a loss of charge.
        (7, 0.0, 0.0, 0.0, null),
        (8, 5.0, 10.0, null, null),
        (9, 5.0, 0.0, 0.0, null)
    ) as published (case_number, discharged, charged, stored_change, expected)
),

computed as (
    select
        *,
        {{ soc_corrected_efficiency('discharged', 'charged', 'stored_change') }} as measured
    from cases
)

select *
from computed
where
    (expected is null and measured is not null)
    or (expected is not null and (measured is null or abs(measured - expected) > 0.000000005))
