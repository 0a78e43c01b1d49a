-- One row per event with a loss, what it was and what it cost over its whole life.
with

losses as (
    select * from {{ ref('fact_event_loss') }}
),

events as (
    select * from {{ ref('fact_events') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

told as (
    select
        losses.event_id,
        losses.site_id,
        sites.site_name,
        losses.asset_id,
        assets.asset_name,
        events.event_type,
        events.fault_code,
        events.description,
        events.started_at,
        events.ended_at,
        events.site_local_date as first_date,
        -- An event that goes on has no last day yet; a period that begins later still holds it.
        {{ site_local_date('events.ended_at', 'sites.time_zone') }} as last_date,
        losses.lost_mwh,
        losses.loss_pence,
        {{ pence_to_gbp('losses.loss_pence') }} as loss_gbp
    from losses
    inner join events on losses.event_id = events.event_id
    inner join sites on losses.site_id = sites.site_id
    left join assets on losses.asset_id = assets.asset_id
)

select * from told
