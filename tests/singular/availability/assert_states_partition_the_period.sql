-- A minute counted twice or dropped between states would move lost hours from one party's account to another's.
with

minutes as (
    select
        site_id,
        site_local_date,
        count(*) as block_minutes,
        sum(rated_mw * unavailable_ratio) as lost_mw_minutes
    from {{ ref('fact_availability_minute') }}
    group by 1, 2
),

states as (
    select
        site_id,
        site_local_date,
        sum(block_minutes) as block_minutes,
        sum(lost_mw_minutes) as lost_mw_minutes
    from {{ ref('fact_availability_daily') }}
    group by 1, 2
)

select
    minutes.site_id,
    minutes.site_local_date,
    minutes.block_minutes,
    states.block_minutes as state_block_minutes,
    minutes.lost_mw_minutes,
    states.lost_mw_minutes as state_lost_mw_minutes
from minutes
left join states on minutes.site_id = states.site_id and minutes.site_local_date = states.site_local_date
where
    states.block_minutes is distinct from minutes.block_minutes
    or abs(states.lost_mw_minutes - minutes.lost_mw_minutes) > 0.001
