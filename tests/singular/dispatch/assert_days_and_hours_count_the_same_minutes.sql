-- A page by hour and a page by day would state two compliances for the same plant.
with

days as (
    select
        site_id,
        sum(valid_minute_count) as valid_minute_count,
        sum(compliant_minute_count) as compliant_minute_count
    from {{ ref('mart_dispatch_daily') }}
    group by 1
),

hours as (
    select
        site_id,
        sum(valid_minute_count) as valid_minute_count,
        sum(compliant_minute_count) as compliant_minute_count
    from {{ ref('mart_dispatch_hourly') }}
    group by 1
)

select
    days.site_id,
    days.compliant_minute_count,
    hours.compliant_minute_count as hourly_count
from days
left join hours on days.site_id = hours.site_id
where
    hours.site_id is null
    or days.valid_minute_count <> hours.valid_minute_count
    or days.compliant_minute_count <> hours.compliant_minute_count
