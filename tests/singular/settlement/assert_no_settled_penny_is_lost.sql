-- Money that a run settled and the warehouse does not hold would be missing from every page at once.
with

settled as (
    select
        site_id,
        run_type as run,
        sum(amount_pence) as settled_pence
    from {{ ref('stg_rtm__settlement_line') }}
    where quarantine_reason is null
    group by 1, 2
),

kept as (
    select
        site_id,
        run,
        sum(amount_pence) as kept_pence
    from {{ ref('fact_settlement_half_hour') }}
    where run <> 'ACCRUAL'
    group by 1, 2
)

select
    settled.site_id,
    settled.run,
    settled.settled_pence,
    kept.kept_pence
from settled
full outer join kept on settled.site_id = kept.site_id and settled.run = kept.run
where settled.settled_pence is null or kept.kept_pence is null or settled.settled_pence <> kept.kept_pence
