-- Availability that drops with the link, not with the plant, pays the contractor for outages and fines him for cables.
with

minutes as (
    select * from {{ ref('fact_availability_minute') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
    where asset_type = 'inverter'
),

trips as (
    select
        planted.outage_id,
        planted.site_id,
        assets.asset_id,
        planted.started_at_utc,
        planted.ended_at_utc
    from {{ raw_rows('truth', 'truth_outage') }} as planted
    inner join assets
        on planted.site_id = assets.site_id and planted.asset_id in (assets.asset_id, assets.parent_asset_id)
    where planted.state = 'forced_outage'
),

-- Every planted forced minute must cost the whole block, unless the register excuses it.
unpaid_trips as (
    select
        trips.outage_id as subject,
        trips.asset_id,
        count(*) as wrong_minutes
    from trips
    inner join minutes
        on
            trips.asset_id = minutes.asset_id
            and trips.started_at_utc <= minutes.interval_start_at
            and trips.ended_at_utc > minutes.interval_start_at
    where minutes.unavailable_ratio < 1 and not minutes.is_contract_excluded
    group by 1, 2
),

-- Power lost in a lost minute needs a planted outage or derate behind it.
unfounded_losses as (
    select
        'comms' as subject,
        minutes.asset_id,
        count(*) as wrong_minutes
    from minutes
    inner join assets on minutes.asset_id = assets.asset_id
    left join {{ raw_rows('truth', 'truth_outage') }} as planted
        on
            minutes.site_id = planted.site_id
            and planted.asset_id in (assets.asset_id, assets.parent_asset_id)
            and minutes.interval_start_at >= planted.started_at_utc
            and minutes.interval_start_at < planted.ended_at_utc
    where minutes.is_comms_lost and minutes.unavailable_ratio > 0 and planted.outage_id is null
    group by 1, 2
)

select * from unpaid_trips
union all
select * from unfounded_losses
