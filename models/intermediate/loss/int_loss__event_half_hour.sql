-- One row per site, settlement period, physical cause and event behind it (none where none is logged), its loss.
with

losses as (
    select * from {{ ref('int_loss__cause_half_hour') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
    where event_types <> 'none'
),

events as (
    select * from {{ ref('stg_tmeic__event') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'inverter'
),

site_minutes as (
    select * from {{ ref('int_loss__site_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

event_powers as (
    select
        events.event_id,
        events.site_id,
        events.event_type,
        events.raised_at,
        events.cleared_at,
        -- An event of the controller covers every block.
        sum(assets.rated_kw) as covered_kw
    from events
    inner join assets
        on
            events.site_id = assets.site_id
            and events.asset_id in (assets.asset_id, assets.parent_asset_id)
    group by 1, 2, 3, 4, 5
),

-- Power out times minutes shares a half-hour between events: what could have been sold was the same for all of them.
weights as (
    select
        site_minutes.site_id,
        {{ period_start('site_minutes.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        causes.cause,
        event_powers.event_id,
        sum(event_powers.covered_kw) as weight
    from event_powers
    inner join causes
        on concat(' ', causes.event_types, ' ') like concat('% ', event_powers.event_type, ' %')
    inner join site_minutes
        on
            event_powers.site_id = site_minutes.site_id
            and event_powers.raised_at <= site_minutes.interval_start_at
            and (event_powers.cleared_at is null or event_powers.cleared_at > site_minutes.interval_start_at)
    inner join sites on site_minutes.site_id = sites.site_id
    where
        case causes.cause
            when 'grid_outage' then site_minutes.grid_lost_ratio > 0
            when 'planned_maintenance' then site_minutes.planned_lost_ratio > 0
            when 'forced_outage' then site_minutes.forced_lost_ratio > 0
            when 'derate' then site_minutes.derate_lost_ratio > 0
            else site_minutes.is_comms_lost
        end
    group by 1, 2, 3, 4
),

shared as (
    select
        losses.site_id,
        losses.interval_start_at,
        losses.cause,
        weights.event_id,
        losses.loss_pence,
        losses.lost_mwh * coalesce(weights.weight / sum(weights.weight) over (
            partition by losses.site_id, losses.interval_start_at, losses.cause
        ), 1) as lost_mwh,
        losses.loss_pence * coalesce(weights.weight / sum(weights.weight) over (
            partition by losses.site_id, losses.interval_start_at, losses.cause
        ), 1) as exact_pence
    from losses
    inner join causes on losses.cause = causes.cause
    left join weights
        on
            losses.site_id = weights.site_id
            and losses.interval_start_at = weights.interval_start_at
            and losses.cause = weights.cause
),

-- Whole pennies by largest remainder: events and what has none add up to the bucket.
rounded as (
    select
        site_id,
        interval_start_at,
        cause,
        event_id,
        lost_mwh,
        {{ largest_remainder_pence('exact_pence', 'loss_pence', 'site_id, interval_start_at, cause', 'event_id') }}
            as loss_pence
    from shared
)

select * from rounded
