-- One row per controller, PCS block and battery bank, its facts, time in operation, events, tickets and what they cost.
with

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

exposure as (
    select * from {{ ref('fact_asset_exposure') }}
),

events as (
    select * from {{ ref('mart_event_register') }}
),

work_orders as (
    select * from {{ ref('fact_maintenance') }}
),

listed as (
    select
        *,
        -- A bank logs nothing itself: its block does.
        case when asset_type = 'battery' then parent_asset_id else asset_id end as logging_asset_id
    from assets
    where asset_type in ('controller', 'inverter', 'battery')
),

hanging as (
    select
        parent_asset_id,
        min(asset_id) filter (where asset_type = 'battery') as battery_id,
        count(*) filter (where asset_type = 'inverter') as block_count,
        count(*) filter (where asset_type = 'battery_rack') as rack_count
    from assets
    group by 1
),

event_totals as (
    select
        asset_id,
        count(*) as event_count,
        count(*) filter (where event_type in ('fault', 'trip')) as failure_count,
        count(*) filter (where is_active) as open_event_count,
        coalesce(sum(lost_mwh), 0) as lost_mwh,
        cast(coalesce(sum(loss_pence), 0) as bigint) as loss_pence
    from events
    group by 1
),

ticket_totals as (
    select
        asset_id,
        count(*) as ticket_count,
        count(*) filter (where is_open) as open_ticket_count
    from work_orders
    group by 1
),

asset_records as (
    select
        listed.asset_id,
        listed.site_id,
        sites.site_name,
        listed.asset_type,
        listed.asset_name,
        listed.block_number,
        listed.parent_asset_id,
        listed.logging_asset_id,
        hanging.battery_id,
        coalesce(hanging.block_count, 0) as block_count,
        coalesce(hanging.rack_count, 0) as rack_count,
        listed.vendor,
        listed.model,
        listed.rated_kw / 1000 as rated_mw,
        listed.rated_kva / 1000 as rated_mva,
        listed.nameplate_dc_kwh / 1000 as nameplate_dc_mwh,
        listed.commissioned_date,
        exposure.observed_from_at,
        exposure.observed_to_at,
        exposure.observed_hours,
        exposure.operating_hours,
        coalesce(event_totals.event_count, 0) as event_count,
        coalesce(event_totals.failure_count, 0) as failure_count,
        coalesce(event_totals.open_event_count, 0) as open_event_count,
        coalesce(ticket_totals.ticket_count, 0) as ticket_count,
        coalesce(ticket_totals.open_ticket_count, 0) as open_ticket_count,
        coalesce(event_totals.lost_mwh, 0) as lost_mwh,
        coalesce(event_totals.loss_pence, 0) as loss_pence,
        {{ pence_to_gbp('coalesce(event_totals.loss_pence, 0)') }} as loss_gbp
    from listed
    inner join sites on listed.site_id = sites.site_id
    left join hanging on listed.asset_id = hanging.parent_asset_id
    left join exposure on listed.logging_asset_id = exposure.asset_id
    left join event_totals on listed.logging_asset_id = event_totals.asset_id
    left join ticket_totals on listed.logging_asset_id = ticket_totals.asset_id
)

select * from asset_records
