-- One row per PCS block and minute without communication in which the log holds a fault or trip of block or plant.
with

events as (
    select * from {{ ref('stg_tmeic__event') }}
    where quarantine_reason is null and event_type in ('fault', 'trip')
),

gaps as (
    select * from {{ ref('int_comms__gap') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'inverter'
),

minutes as (
    select
        site_id,
        interval_start_at
    from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null and comms_drop_rate >= 1
),

-- Only what overlaps a gap can explain a lost minute; this keeps the join small.
gap_events as (
    select
        assets.asset_id as inverter_id,
        events.site_id,
        events.raised_at,
        events.cleared_at
    from events
    inner join assets
        on events.site_id = assets.site_id and events.asset_id in (assets.asset_id, assets.parent_asset_id)
    inner join gaps
        on
            events.site_id = gaps.site_id
            and events.raised_at < gaps.ended_at
            and (events.cleared_at is null or events.cleared_at > gaps.started_at)
),

logged as (
    select
        gap_events.inverter_id,
        minutes.interval_start_at
    from gap_events
    inner join minutes
        on
            gap_events.site_id = minutes.site_id
            and gap_events.raised_at <= minutes.interval_start_at
            and (gap_events.cleared_at is null or gap_events.cleared_at > minutes.interval_start_at)
    group by 1, 2
)

select * from logged
