-- One row per maintenance work order (ticket).
with

source as (
    select * from {{ raw_rows('cmms', 'work_order') }}
),

renamed as (
    select
        ---------- ids
        work_order_id,
        site_id,
        asset_id,
        event_id,
        ---------- labels
        work_type,
        priority,
        summary,
        is_warranty_claim,
        claim_status,
        ---------- measures
        labour_hours,
        parts_cost_gbp,
        ---------- timestamps
        opened_at_utc as opened_at,
        work_started_at_utc as work_started_at,
        completed_at_utc as completed_at,
        ---------- quality
        {{ quarantine_reason('cmms', 'work_order') }} as quarantine_reason
    from source
)

select * from renamed
