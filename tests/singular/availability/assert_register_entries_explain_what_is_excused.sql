-- An hour excused without an entry, or by two, is an hour of damages that nobody can defend before an arbitrator.
with

days as (
    select
        site_id,
        site_local_date,
        raw_counted_mw_minutes - raw_available_mw_minutes as raw_lost_mw_minutes,
        technical_counted_mw_minutes - technical_available_mw_minutes as technical_lost_mw_minutes,
        contractual_counted_mw_minutes - contractual_available_mw_minutes as contractual_lost_mw_minutes
    from {{ ref('mart_availability_daily') }}
    where raw_counted_mw_minutes is not null
),

entries as (
    select
        site_id,
        site_local_date,
        sum(lost_mw_minutes) as excused_lost_mw_minutes,
        sum(case when is_grid_excluded then lost_mw_minutes else 0 end) as grid_excused_lost_mw_minutes
    from {{ ref('int_availability__block_state_daily') }}
    where status_id is not null
    group by 1, 2
),

compared as (
    select
        days.site_id,
        days.site_local_date,
        days.raw_lost_mw_minutes - days.contractual_lost_mw_minutes as unclaimed_mw_minutes,
        days.raw_lost_mw_minutes - days.technical_lost_mw_minutes as grid_unclaimed_mw_minutes,
        coalesce(entries.excused_lost_mw_minutes, 0) as excused_lost_mw_minutes,
        coalesce(entries.grid_excused_lost_mw_minutes, 0) as grid_excused_lost_mw_minutes
    from days
    left join entries on days.site_id = entries.site_id and days.site_local_date = entries.site_local_date
)

select *
from compared
where
    abs(unclaimed_mw_minutes - excused_lost_mw_minutes) > 0.001
    or abs(grid_unclaimed_mw_minutes - grid_excused_lost_mw_minutes) > 0.001
