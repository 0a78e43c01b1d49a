-- Lost energy that no event owns is nobody's to repair, and energy that two events own is claimed twice.
with

faults as (
    select
        site_id,
        sum(lost_block_minutes) as lost_block_minutes,
        sum(lost_mw_minutes) / 60 as lost_mwh
    from {{ ref('fact_fault') }}
    group by 1
),

minutes as (
    select
        site_id,
        count(*) filter (where unavailable_ratio > 0) as lost_block_minutes,
        sum(rated_mw * unavailable_ratio) / 60 as lost_mwh
    from {{ ref('fact_availability_minute') }}
    where availability_state in ('forced_outage', 'derated')
    group by 1
)

select
    minutes.site_id,
    faults.lost_mwh,
    minutes.lost_mwh as availability_lost_mwh
from minutes
left join faults on minutes.site_id = faults.site_id
where
    abs(coalesce(faults.lost_mwh, 0) - minutes.lost_mwh) > 0.001
    or coalesce(faults.lost_block_minutes, 0) <> minutes.lost_block_minutes
