-- One row per maintenance work order.
with

work_orders as (
    select * from {{ ref('stg_cmms__work_order') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('dim_asset') }}
),

maintenance as (
    select
        work_orders.work_order_id,
        work_orders.site_id,
        work_orders.asset_id,
        assets.asset_name,
        assets.vendor,
        work_orders.event_id,
        work_orders.work_type,
        work_orders.priority,
        work_orders.summary,
        work_orders.opened_at,
        work_orders.work_started_at,
        work_orders.completed_at,
        {{ elapsed_minutes('work_orders.opened_at', 'work_orders.work_started_at') }} as response_minutes,
        {{ elapsed_minutes('work_orders.work_started_at', 'work_orders.completed_at') }} as repair_minutes,
        work_orders.completed_at is null as is_open,
        work_orders.labour_hours,
        work_orders.parts_cost_gbp,
        work_orders.is_warranty_claim,
        work_orders.claim_status,
        work_orders.is_warranty_claim and coalesce(work_orders.claim_status, '') = 'pending' as is_claim_pending
    from work_orders
    left join assets on work_orders.asset_id = assets.asset_id
)

select * from maintenance
