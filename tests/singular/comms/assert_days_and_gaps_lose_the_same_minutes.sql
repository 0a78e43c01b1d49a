-- Trend and register that disagree leave nobody knowing how long the link was down.
with

days as (
    select
        site_id,
        sum(lost_minutes) as lost_minutes
    from {{ ref('mart_comms_daily') }}
    group by 1
),

gaps as (
    select
        site_id,
        sum(gap_minutes) as lost_minutes
    from {{ ref('fact_comms_gap') }}
    group by 1
)

select
    days.site_id,
    days.lost_minutes,
    gaps.lost_minutes as gaps_lost_minutes
from days
left join gaps on days.site_id = gaps.site_id
where coalesce(gaps.lost_minutes, 0) != days.lost_minutes
