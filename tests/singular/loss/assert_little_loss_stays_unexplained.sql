-- A loss that no bucket explains can be claimed from nobody. Two limits: 1 % of the money that causes moved, half-hour
-- by half-hour; and 1 % of a site's gap over all days, or £200 where gains cancel losses and the gap is less than the
-- two meters differ by.
with

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

moved as (
    select
        site_id,
        abs(sum(case when cause = 'unexplained' then loss_pence else 0 end)) as unexplained_pence,
        sum(abs(loss_pence)) as moved_pence,
        abs(sum(loss_pence)) as gap_pence
    from {{ ref('fact_loss_half_hour') }}
    group by 1
)

select *
from moved
where
    unexplained_pence > moved_pence * {{ limit_of('unexplained_loss') }}
    or unexplained_pence
    > greatest(gap_pence * {{ limit_of('unexplained_loss') }}, {{ limit_of('unexplained_loss_floor') }} * 100)
