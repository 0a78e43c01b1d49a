-- A penny rounded the wrong way in every half-hour is a dispute about thousands of lines.
with

cases as (
    select
        quantity,
        price_gbp,
        performance_factor,
        expected_pence
    from (
        values
        (0.100, 1.05000, 1.0, 11),
        (-0.100, 1.05000, 1.0, -11),
        (0.100, 1.04999, 1.0, 10),
        (12.345, 67.89000, 1.0, 83810),
        (5.000, 2.44000, 0.9667, 1179),
        (0.000, 50.00000, 1.0, 0)
    ) as planted (quantity, price_gbp, performance_factor, expected_pence)  -- noqa: AL05
),

computed as (
    select
        *,
        {{ amount_pence('quantity', 'price_gbp', 'performance_factor') }} as computed_pence
    from cases
)

select *
from computed
where expected_pence <> computed_pence
