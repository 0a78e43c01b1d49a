-- One row per alarm annunciated to an operator.
with

alarms as (
    select * from {{ ref('stg_tmeic__alarm') }}
    where quarantine_reason is null
),

timed as (
    select
        alarm_id,
        site_id,
        asset_id,
        event_id,
        code as alarm_code,
        priority,
        raised_at,
        acknowledged_at,
        cleared_at,
        {{ elapsed_minutes('raised_at', 'acknowledged_at') }} as acknowledge_minutes
    from alarms
)

select * from timed
