-- The counterparty contests exclusions one by one: entries must add up to exactly what availability leaves out.
with

register as (
    select
        site_id,
        sum(excused_lost_mw_minutes) as excused_lost_mw_minutes
    from {{ ref('mart_exclusion_register') }}
    group by 1
),

availability as (
    select
        site_id,
        sum(excluded_mw_minutes) as excluded_mw_minutes
    from {{ ref('mart_availability_daily') }}
    group by 1
)

select
    availability.site_id,
    availability.excluded_mw_minutes,
    register.excused_lost_mw_minutes
from availability
left join register on availability.site_id = register.site_id
where abs(availability.excluded_mw_minutes - coalesce(register.excused_lost_mw_minutes, 0)) > 0.001
