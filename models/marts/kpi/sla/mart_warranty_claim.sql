-- One row per work order that is a warranty claim, what failed, what it cost and whether its maker has answered.
with

work_orders as (
    select * from {{ ref('fact_maintenance') }}
    where is_warranty_claim
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

claims as (
    select
        work_orders.work_order_id,
        work_orders.site_id,
        sites.site_name,
        work_orders.asset_id,
        assets.asset_name,
        assets.vendor as counterparty,
        work_orders.event_id,
        work_orders.summary,
        work_orders.opened_at,
        work_orders.completed_at,
        work_orders.labour_hours,
        work_orders.parts_cost_gbp,
        work_orders.claim_status,
        work_orders.is_claim_pending
    from work_orders
    inner join sites on work_orders.site_id = sites.site_id
    left join assets on work_orders.asset_id = assets.asset_id
)

select * from claims
