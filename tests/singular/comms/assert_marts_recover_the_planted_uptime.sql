-- A mart that sums minutes wrongly would show a breached guarantee as kept though the facts are right.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_availability') }}
),

measured as (
    select
        site_id,
        sum(connected_minutes) / cast(sum(recorded_minutes) as double) as uptime_ratio
    from {{ ref('mart_comms_daily') }}
    group by 1
)

select
    planted.site_id,
    measured.uptime_ratio,
    planted.comms_uptime_ratio
from planted
left join measured on planted.site_id = measured.site_id
where measured.site_id is null or abs(measured.uptime_ratio - planted.comms_uptime_ratio) > 0.0005
