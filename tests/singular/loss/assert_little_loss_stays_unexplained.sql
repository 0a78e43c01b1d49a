-- A loss that no bucket explains can be claimed from nobody: 1 % of the money that causes moved is the limit.
-- Half-hour by half-hour: over a month gains cancel losses, and what is left may be less than the two meters differ by.
with

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

moved as (
    select
        site_id,
        abs(sum(case when cause = 'unexplained' then loss_pence else 0 end)) as unexplained_pence,
        sum(abs(loss_pence)) as moved_pence
    from {{ ref('fact_loss_half_hour') }}
    group by 1
)

select *
from moved
where unexplained_pence > moved_pence * {{ limit_of('unexplained_loss') }}
