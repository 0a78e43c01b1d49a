-- One row per site and minute, command of this minute and the one before beside what the plant did and could do.
-- A table: the delay is estimated from it before it is read again.
{{ config(materialized='table') }}
with

commands as (
    select * from {{ ref('stg_ems__dispatch_command') }}
    where quarantine_reason is null
),

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

banks as (
    select * from {{ ref('int_energy__bank_minute') }}
),

site_minutes as (
    select * from {{ ref('int_availability__site_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

joined as (
    select
        commands.site_id,
        commands.interval_start_at,
        sites.rated_mw,
        commands.command_kw,
        lag(commands.command_kw) over (partition by commands.site_id order by commands.interval_start_at)
            as command_before_kw,
        telemetry.p_kw as actual_kw,
        lag(telemetry.p_kw) over (partition by commands.site_id order by commands.interval_start_at)
            as actual_before_kw,
        lag(commands.interval_start_at) over (partition by commands.site_id order by commands.interval_start_at)
        = {{ minutes_later('commands.interval_start_at', -1) }} as has_minute_before,
        site_minutes.available_ratio,
        banks.lowest_soc_ratio,
        banks.highest_soc_ratio
    from commands
    inner join sites on commands.site_id = sites.site_id
    left join telemetry
        on commands.site_id = telemetry.site_id and commands.interval_start_at = telemetry.interval_start_at
    left join site_minutes
        on commands.site_id = site_minutes.site_id and commands.interval_start_at = site_minutes.interval_start_at
    left join banks
        on commands.site_id = banks.site_id and commands.interval_start_at = banks.interval_start_at
),

judged as (
    select
        *,
        -- Where blocks are out or a battery is at its limit, the error is theirs and not that of tracking.
        coalesce(
            actual_kw is not null
            and has_minute_before
            and available_ratio >= {{ var('tracking_available_ratio') }}
            and lowest_soc_ratio >= {{ var('soc_edge_ratio') }}
            and highest_soc_ratio <= 1 - {{ var('soc_edge_ratio') }},
            false
        ) as is_tracking_judged
    from joined
)

select * from judged
