-- One row per site, contracted availability product and minute, whether its megawatts could have been delivered.
with

positions as (
    select * from {{ ref('int_settlement__contract_position') }}
    where component_kind = 'availability' and direction <> 'none'
),

commands as (
    select * from {{ ref('stg_ems__dispatch_command') }}
    where quarantine_reason is null
),

site_minutes as (
    select * from {{ ref('int_availability__site_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

-- Products of one direction share the headroom: the first in the stack takes its megawatts first.
stacked as (
    select
        *,
        sum(contracted_mw) over (
            partition by site_id, interval_start_at, direction order by stack_order
            rows between unbounded preceding and current row
        ) as stacked_mw
    from positions
),

-- The period of a minute is worked out before the join: as a join condition over both sides it would pair all minutes
-- of a site with all its periods.
command_minutes as (
    select
        commands.site_id,
        commands.interval_start_at as minute_start_at,
        {{ period_start('commands.interval_start_at', 'sites.period_minutes') }} as period_start_at,
        commands.baseline_kw / 1000 as baseline_mw,
        sites.rated_mw
    from commands
    inner join sites on commands.site_id = sites.site_id
),

minutes as (
    select
        stacked.site_id,
        stacked.interval_start_at,
        stacked.component,
        command_minutes.minute_start_at,
        command_minutes.rated_mw
        - case stacked.direction when 'export' then command_minutes.baseline_mw else -command_minutes.baseline_mw end
            as whole_headroom_mw,
        site_minutes.available_ratio,
        stacked.stacked_mw,
        site_minutes.is_comms_lost
    from stacked
    inner join command_minutes
        on
            stacked.site_id = command_minutes.site_id
            and stacked.interval_start_at = command_minutes.period_start_at
    inner join site_minutes
        on
            command_minutes.site_id = site_minutes.site_id
            and command_minutes.minute_start_at = site_minutes.interval_start_at
),

product_minutes as (
    select
        *,
        whole_headroom_mw * available_ratio as headroom_mw,
        -- What cannot be shown was not delivered: without communication there is no record of the response.
        not is_comms_lost
        and whole_headroom_mw * available_ratio >= stacked_mw - {{ var('headroom_tolerance_mw') }} as is_deliverable
    from minutes
)

select * from product_minutes
