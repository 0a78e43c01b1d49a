-- One row per event with a loss, energy and money that it cost over its whole life.
with

parts as (
    select * from {{ ref('int_loss__event_half_hour') }}
    where event_id is not null
),

events as (
    select * from {{ ref('fact_events') }}
),

totals as (
    select
        parts.event_id,
        events.site_id,
        events.asset_id,
        sum(parts.lost_mwh) as lost_mwh,
        cast(sum(parts.loss_pence) as bigint) as loss_pence
    from parts
    inner join events on parts.event_id = events.event_id
    group by 1, 2, 3
)

select * from totals
