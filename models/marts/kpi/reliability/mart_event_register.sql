-- One row per event of any kind, when it was raised, taken up and cleared, what it came from and what it cost.
with

events as (
    select * from {{ ref('fact_events') }}
),

faults as (
    select * from {{ ref('fact_fault') }}
),

losses as (
    select * from {{ ref('fact_event_loss') }}
),

work_orders as (
    select * from {{ ref('fact_maintenance') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

numbered as (
    select
        *,
        row_number() over (partition by asset_id, fault_code order by started_at, event_id) as occurrence_number,
        count(*) over (partition by asset_id, fault_code) as occurrence_count
    from events
),

registered as (
    select
        numbered.event_id,
        numbered.site_id,
        sites.site_name,
        numbered.asset_id,
        assets.asset_name,
        assets.asset_type,
        assets.block_number,
        assets.vendor,
        numbered.event_type,
        numbered.severity,
        numbered.fault_code,
        numbered.description,
        numbered.parent_event_id,
        numbered.work_order_id,
        numbered.site_local_date,
        numbered.started_at,
        numbered.acknowledged_at,
        work_orders.work_started_at,
        numbered.ended_at,
        coalesce(numbered.ended_at, as_of.as_of_at) as shown_until_at,
        numbered.is_active,
        coalesce(faults.is_repeat, false) as is_repeat,
        {{ elapsed_minutes('numbered.started_at', 'numbered.acknowledged_at') }} as acknowledge_minutes,
        faults.repair_minutes / 60 as repair_hours,
        numbered.duration_minutes,
        numbered.duration_minutes / 60 as duration_hours,
        numbered.occurrence_number,
        numbered.occurrence_count,
        faults.lost_mw_minutes / 60 as lost_mwh,
        losses.lost_mwh as net_export_lost_mwh,
        losses.loss_pence,
        {{ pence_to_gbp('losses.loss_pence') }} as loss_gbp,
        -- The minutes worth looking at: an hour before, and at most twelve from the start of what lasts for days.
        {{ minutes_later('numbered.started_at', -60) }} as trace_from_at,
        least(
            {{ minutes_later('numbered.started_at', 720) }},
            {{ minutes_later('coalesce(numbered.ended_at, as_of.as_of_at)', 60) }},
            as_of.as_of_at
        ) as trace_to_at
    from numbered
    inner join assets on numbered.asset_id = assets.asset_id
    inner join sites on numbered.site_id = sites.site_id
    inner join as_of on numbered.site_id = as_of.site_id
    left join faults on numbered.event_id = faults.event_id
    left join losses on numbered.event_id = losses.event_id
    left join work_orders on numbered.work_order_id = work_orders.work_order_id
)

select * from registered
