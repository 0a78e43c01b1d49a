-- One row per fault, trip and derate, when it was raised, taken up and cleared, and whether it had been there before.
with

faults as (
    select * from {{ ref('fact_fault') }}
),

losses as (
    select * from {{ ref('fact_event_loss') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

named as (
    select
        faults.event_id,
        faults.site_id,
        sites.site_name,
        faults.asset_id,
        assets.asset_name,
        assets.block_number,
        assets.vendor,
        faults.event_type,
        faults.severity,
        faults.fault_code,
        faults.description,
        faults.parent_event_id,
        faults.work_order_id,
        faults.site_local_date,
        faults.started_at,
        faults.acknowledged_at,
        faults.work_started_at,
        faults.ended_at,
        faults.is_open,
        faults.is_repeat,
        faults.previous_started_at,
        {{ elapsed_minutes('faults.previous_started_at', 'faults.started_at') }} / 1440 as days_since_previous,
        faults.acknowledge_minutes,
        faults.repair_minutes / 60 as repair_hours,
        faults.down_minutes / 60 as down_hours,
        faults.down_minutes_so_far / 60 as down_hours_so_far,
        faults.lost_block_minutes,
        faults.lost_mw_minutes / 60 as lost_mwh,
        coalesce(losses.loss_pence, 0) as loss_pence,
        {{ pence_to_gbp('coalesce(losses.loss_pence, 0)') }} as loss_gbp
    from faults
    left join losses on faults.event_id = losses.event_id
    inner join assets on faults.asset_id = assets.asset_id
    inner join sites on faults.site_id = sites.site_id
)

select * from named
