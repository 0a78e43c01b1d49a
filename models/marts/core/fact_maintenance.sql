-- One row per maintenance work order.
with

work_orders as (
    select * from {{ ref('stg_cmms__work_order') }}
    where quarantine_reason is null
),

timed as (
    select
        work_order_id,
        site_id,
        asset_id,
        event_id,
        work_type,
        priority,
        summary,
        opened_at,
        work_started_at,
        completed_at,
        {{ elapsed_minutes('opened_at', 'work_started_at') }} as response_minutes,
        {{ elapsed_minutes('work_started_at', 'completed_at') }} as repair_minutes,
        completed_at is null as is_open,
        labour_hours,
        parts_cost_gbp,
        is_warranty_claim,
        claim_status,
        is_warranty_claim and coalesce(claim_status, '') = 'pending' as is_claim_pending
    from work_orders
)

select * from timed
