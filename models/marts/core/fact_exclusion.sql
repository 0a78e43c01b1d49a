-- One row per entry of the exclusion register: who excuses which time by which document, and the power it excused.
with

entries as (
    select * from {{ ref('stg_ems__site_status') }}
    where quarantine_reason is null
),

states as (
    select * from {{ ref('int_availability__block_state_daily') }}
    where status_id is not null
),

-- A minute under two entries counts for the one that goes first, so entries add up.
totals as (
    select
        status_id,
        cast(sum(block_minutes) as bigint) as excused_block_minutes,
        sum(counted_mw_minutes) as excused_mw_minutes,
        sum(lost_mw_minutes) as excused_lost_mw_minutes
    from states
    group by 1
),

exclusions as (
    select
        entries.status_id,
        entries.site_id,
        entries.asset_id,
        entries.status as exclusion_category,
        entries.started_at,
        entries.ended_at,
        entries.registered_by,
        entries.document_reference,
        entries.reason,
        coalesce(totals.excused_block_minutes, 0) as excused_block_minutes,
        coalesce(totals.excused_mw_minutes, 0) as excused_mw_minutes,
        coalesce(totals.excused_lost_mw_minutes, 0) as excused_lost_mw_minutes
    from entries
    left join totals on entries.status_id = totals.status_id
)

select * from exclusions
