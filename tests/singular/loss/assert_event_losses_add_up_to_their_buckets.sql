-- An event list that sums to more or less than its bucket puts a wrong price on a fault.
with

events as (
    select
        site_id,
        sum(loss_pence) as loss_pence
    from {{ ref('fact_event_loss') }}
    group by 1
),

unassigned as (
    select
        site_id,
        sum(case when event_id is null then loss_pence else 0 end) as unassigned_pence
    from {{ ref('int_loss__event_half_hour') }}
    group by 1
),

buckets as (
    select
        losses.site_id,
        sum(losses.loss_pence) as loss_pence
    from {{ ref('int_loss__cause_half_hour') }} as losses
    inner join {{ ref('dim_loss_cause') }} as causes on losses.cause = causes.cause
    where causes.event_types <> 'none'
    group by 1
)

select
    buckets.site_id,
    buckets.loss_pence as bucket_pence,
    events.loss_pence as event_pence,
    unassigned.unassigned_pence
from buckets
left join events on buckets.site_id = events.site_id
left join unassigned on buckets.site_id = unassigned.site_id
where buckets.loss_pence <> coalesce(events.loss_pence, 0) + coalesce(unassigned.unassigned_pence, 0)
