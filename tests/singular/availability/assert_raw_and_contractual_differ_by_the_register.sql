-- Time that vanished between raw and contractual without an entry in the register would be excused by nobody.
with

lost as (
    select
        site_id,
        site_local_date,
        raw_counted_mw_minutes - raw_available_mw_minutes as raw_lost_mw_minutes,
        contractual_counted_mw_minutes - contractual_available_mw_minutes as contractual_lost_mw_minutes,
        excluded_mw_minutes
    from {{ ref('mart_availability_daily') }}
)

select *
from lost
where abs(raw_lost_mw_minutes - contractual_lost_mw_minutes - excluded_mw_minutes) > 0.001
