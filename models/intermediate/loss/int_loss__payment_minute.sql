-- One row per site, contracted product, minute in which it could not be delivered, and cause that may be why.
with

minutes as (
    select * from {{ ref('int_settlement__deliverable_minute') }}
    where not is_deliverable
),

site_minutes as (
    select * from {{ ref('int_loss__site_minute') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
    where cause_kind = 'physical'
),

needed as (
    select
        minutes.site_id,
        minutes.interval_start_at,
        minutes.component,
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
            -- Even a whole plant had no room beside its baseline: the schedule was at fault.
            when whole_headroom_mw < needed_mw then 'dispatch_error'
            -- The link comes back after the blocks: a minute without it stays lost until then.
            when is_comms_lost then 'comms'
            when whole_headroom_mw * (1 - lost_ratio + grid_lost_ratio) >= needed_mw then 'grid_outage'
            when whole_headroom_mw * (1 - forced_lost_ratio - derate_lost_ratio) >= needed_mw then 'planned_maintenance'
            when whole_headroom_mw * (1 - derate_lost_ratio) >= needed_mw then 'forced_outage'
            else 'derate'
        end as restoring_cause
    from needed
),

cause_payment_minutes as (
    select
        restored.site_id,
        restored.interval_start_at,
        restored.component,
        causes.cause,
        causes.cause = restored.restoring_cause as is_cause,
        case causes.cause
            when 'grid_outage'
                then
                    not restored.is_comms_lost
                    and restored.whole_headroom_mw * (1 - restored.lost_ratio + restored.grid_lost_ratio)
                    >= restored.needed_mw
            when 'planned_maintenance'
                then
                    not restored.is_comms_lost
                    and restored.whole_headroom_mw * (1 - restored.lost_ratio + restored.planned_lost_ratio)
                    >= restored.needed_mw
            when 'forced_outage'
                then
                    not restored.is_comms_lost
                    and restored.whole_headroom_mw * (1 - restored.lost_ratio + restored.forced_lost_ratio)
                    >= restored.needed_mw
            when 'derate'
                then
                    not restored.is_comms_lost
                    and restored.whole_headroom_mw * (1 - restored.lost_ratio + restored.derate_lost_ratio)
                    >= restored.needed_mw
            when 'comms'
                then
                    restored.is_comms_lost
                    and restored.whole_headroom_mw * (1 - restored.lost_ratio) >= restored.needed_mw
            else causes.cause = restored.restoring_cause
        end as is_restored_alone,
        case causes.cause
            when 'grid_outage'
                then restored.whole_headroom_mw * (1 - restored.grid_lost_ratio) < restored.needed_mw
            when 'planned_maintenance'
                then restored.whole_headroom_mw * (1 - restored.planned_lost_ratio) < restored.needed_mw
            when 'forced_outage'
                then restored.whole_headroom_mw * (1 - restored.forced_lost_ratio) < restored.needed_mw
            when 'derate'
                then restored.whole_headroom_mw * (1 - restored.derate_lost_ratio) < restored.needed_mw
            when 'comms' then restored.is_comms_lost
            else causes.cause = restored.restoring_cause
        end as is_missed_alone
    from restored
    cross join causes
)

select * from cause_payment_minutes
