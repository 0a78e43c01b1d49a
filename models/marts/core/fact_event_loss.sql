-- One row per event with a loss, what it was, energy and money that it cost over its whole life.
with

parts as (
    select * from {{ ref('int_loss__event_half_hour') }}
    where event_id is not null
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

totals as (
    select
        event_id,
        sum(lost_mwh) as lost_mwh,
        cast(sum(loss_pence) as bigint) as loss_pence
    from parts
    group by 1
),

event_losses as (
    select
        totals.event_id,
        events.site_id,
        sites.site_name,
        events.asset_id,
        assets.asset_name,
        events.event_type,
        events.fault_code,
        events.description,
        events.started_at,
        events.ended_at,
        events.site_local_date as first_date,
        -- An event that goes on has no last day yet; a period that begins later still holds it.
        {{ site_local_date('events.ended_at', 'sites.time_zone') }} as last_date,
        totals.lost_mwh,
        totals.loss_pence,
        {{ pence_to_gbp('totals.loss_pence') }} as loss_gbp
    from totals
    inner join events on totals.event_id = events.event_id
    inner join sites on events.site_id = sites.site_id
    left join assets on events.asset_id = assets.asset_id
)

select * from event_losses
