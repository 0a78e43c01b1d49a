-- One row per site, minute and physical cause, power before and after the cause is switched off.
with

powers as (
    select * from {{ ref('int_loss__power_minute') }}
    where is_measured
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
    where cause_kind = 'physical'
),

-- Without communication a plant may follow as usual: only what exceeds its tracking error is lost to it.
deviations as (
    select
        *,
        case when is_exhausted then 0 else aimed_kw end as outage_kw,
        grid_exhausted_ratio + planned_exhausted_ratio + forced_exhausted_ratio as exhausted_ratio,
        case
            when is_comms_lost and abs(scheduled_kw - aimed_kw) > {{ var('comms_deviation_ratio') }} * rated_kw
                then scheduled_kw - aimed_kw
            else 0
        end as comms_kw
    from powers
),

-- What each cause takes while the later ones stand. Blocks add up, so their order does not matter for power.
taken as (
    select
        deviations.*,
        causes.cause,
        causes.cause_order,
        case causes.cause
            when 'grid_outage' then deviations.grid_lost_ratio
            when 'planned_maintenance' then deviations.planned_lost_ratio
            when 'forced_outage' then deviations.forced_lost_ratio
            when 'derate' then deviations.derate_lost_ratio
            else 0
        end as service_ratio,
        case causes.cause
            when 'grid_outage'
                then deviations.outage_kw * (deviations.grid_lost_ratio - deviations.grid_exhausted_ratio)
            when 'planned_maintenance'
                then deviations.outage_kw * (deviations.planned_lost_ratio - deviations.planned_exhausted_ratio)
            when 'forced_outage'
                then deviations.outage_kw * (deviations.forced_lost_ratio - deviations.forced_exhausted_ratio)
            when 'derate' then deviations.outage_kw * deviations.derate_lost_ratio
            when 'comms' then deviations.comms_kw
            when 'soc_limited'
                then
                    deviations.aimed_kw - deviations.delivered_kw
                    - deviations.outage_kw * (deviations.lost_ratio - deviations.exhausted_ratio)
            else deviations.scheduled_kw - deviations.aimed_kw - deviations.comms_kw
        end as lost_kw
    from deviations
    cross join causes
),

levelled as (
    select
        *,
        delivered_kw + sum(lost_kw) over cause_sequence as after_kw,
        1 - lost_ratio + sum(service_ratio) over cause_sequence as service_after_ratio
    from taken
    window cause_sequence as (
        partition by site_id, interval_start_at order by cause_order rows between unbounded preceding and current row
    )
),

cause_minutes as (
    select
        site_id,
        interval_start_at,
        cause,
        rated_kw,
        lost_kw,
        after_kw - lost_kw as before_kw,
        after_kw,
        service_after_ratio - service_ratio as service_before_ratio,
        service_after_ratio,
        delivered_kw,
        scheduled_kw,
        1 - lost_ratio as service_now_ratio,
        -- Switched off alone, a cause of the whole plant still misses the blocks that are out; switched off last, a
        -- block's outage is measured against the schedule.
        case when cause in ('comms', 'dispatch_error') then lost_kw * (1 - lost_ratio) else lost_kw end as alone_kw,
        case
            when cause = 'soc_limited' then lost_kw / nullif(1 - lost_ratio, 0)
            when service_ratio > 0 then scheduled_kw * service_ratio
            else lost_kw
        end as last_kw
    from levelled
)

select * from cause_minutes
