-- Shares rounded one by one lose or invent pennies: a statement would not add up to the money that was settled.
with

cases as (
    select
        money,
        party,
        exact_pence,
        total_pence,
        expected_pence
    from (
        values
        -- Two pence are left over and go to the two largest remainders.
        ('split', 'a', 10.2, 25, 10),
        ('split', 'b', 10.5, 25, 11),
        ('split', 'c', 3.4, 25, 4),
        ('split', 'd', 0.0, 25, 0),
        -- Equal remainders go by name.
        ('tie', 'a', 0.5, 1, 1),
        ('tie', 'b', 0.5, 1, 0),
        -- A loss is rounded down first, too.
        ('loss', 'a', -1.5, -3, -1),
        ('loss', 'b', -1.5, -3, -2),
        ('whole', 'a', 7.0, 7, 7)
    ) as planted (money, party, exact_pence, total_pence, expected_pence)  -- noqa: AL05
),

rounded as (
    select
        *,
        {{ largest_remainder_pence('exact_pence', 'total_pence', 'money', 'party') }} as share_pence
    from cases
),

summed as (
    select
        *,
        sum(share_pence) over (partition by money) as shared_pence
    from rounded
)

select *
from summed
where expected_pence <> share_pence or total_pence <> shared_pence
