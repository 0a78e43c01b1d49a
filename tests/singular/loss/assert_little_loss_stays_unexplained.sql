-- A loss that no bucket explains can be claimed from nobody: 1 % of the money moved is the limit.
select
    site_id,
    sum(case when cause = 'unexplained' then loss_pence else 0 end) as unexplained_pence,
    sum(abs(loss_pence)) as moved_pence
from (
    select
        site_id,
        cause,
        sum(loss_pence) as loss_pence
    from {{ ref('fact_loss_half_hour') }}
    group by 1, 2
) as buckets
group by 1
having
    abs(sum(case when cause = 'unexplained' then loss_pence else 0 end))
    > sum(abs(loss_pence)) * (
        select max(limit_value) from {{ ref('dim_threshold') }}
        where threshold_id = 'unexplained_loss'
    )
