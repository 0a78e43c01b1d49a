-- One row per fault, trip and derate that took power away, what it cost; each lost block-minute has one event.
with

events as (
    select * from {{ ref('int_reliability__fault_sequenced') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'inverter'
),

lost_minutes as (
    select
        site_id,
        inverter_id,
        interval_start_at,
        availability_state,
        unavailable_ratio
    from {{ ref('int_availability__block_minute') }}
    where availability_state in ('forced_outage', 'derated') and unavailable_ratio > 0
),

block_events as (
    select
        events.*,
        assets.asset_id as inverter_id,
        assets.rated_kw / 1000 as rated_mw
    from events
    inner join assets
        on events.site_id = assets.site_id and events.asset_id in (assets.asset_id, assets.parent_asset_id)
),

claimed as (
    select
        block_events.event_id,
        block_events.rated_mw,
        lost_minutes.unavailable_ratio
    from lost_minutes
    inner join block_events
        on
            lost_minutes.inverter_id = block_events.inverter_id
            and {{ minutes_later('lost_minutes.interval_start_at', 1) }} > block_events.raised_at
            and (block_events.cleared_at is null or lost_minutes.interval_start_at < block_events.cleared_at)
    -- An outage has a failure behind it and a derate a derate; what broke first was out anyway.
    qualify row_number() over (
        partition by lost_minutes.inverter_id, lost_minutes.interval_start_at
        order by
            case when block_events.is_failure = (lost_minutes.availability_state = 'forced_outage') then 0 else 1 end,
            block_events.raised_at,
            block_events.event_id
    ) = 1
),

totals as (
    select
        event_id,
        count(*) as lost_block_minutes,
        sum(rated_mw * unavailable_ratio) as lost_mw_minutes
    from claimed
    group by 1
)

select * from totals
