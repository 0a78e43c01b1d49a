-- One row per site, contracted product and minute in which it could not be delivered, with the cause that stood in the way.
with

minutes as (
    select * from {{ ref('int_settlement__deliverable_minute') }}
    where not is_deliverable
),

site_minutes as (
    select * from {{ ref('int_loss__site_minute') }}
),

-- Share of rated power that the product needs beside the baseline; no more of it may be out.
needed as (
    select
        minutes.site_id,
        minutes.interval_start_at,
        minutes.component,
        minutes.minute_start_at,
        minutes.is_comms_lost,
        minutes.whole_headroom_mw,
        minutes.stacked_mw - {{ var('headroom_tolerance_mw') }} as needed_mw,
        site_minutes.grid_lost_ratio,
        site_minutes.planned_lost_ratio,
        site_minutes.forced_lost_ratio,
        site_minutes.derate_lost_ratio,
        site_minutes.grid_lost_ratio + site_minutes.planned_lost_ratio + site_minutes.forced_lost_ratio
        + site_minutes.derate_lost_ratio as lost_ratio
    from minutes
    inner join site_minutes
        on minutes.site_id = site_minutes.site_id and minutes.minute_start_at = site_minutes.interval_start_at
),

-- Causes are restored one after another in their order; the one that makes the product deliverable has cost it.
restored as (
    select
        *,
        case
            when is_comms_lost and whole_headroom_mw >= needed_mw then 'comms'
            when whole_headroom_mw * (1 - lost_ratio + grid_lost_ratio) >= needed_mw then 'grid_outage'
            when whole_headroom_mw * (1 - forced_lost_ratio - derate_lost_ratio) >= needed_mw
                then 'planned_maintenance'
            when whole_headroom_mw * (1 - derate_lost_ratio) >= needed_mw then 'forced_outage'
            when whole_headroom_mw >= needed_mw then 'derate'
            -- Even a whole plant had no room beside its baseline: the schedule was at fault.
            else 'dispatch_error'
        end as cause
    from needed
)

select * from restored
