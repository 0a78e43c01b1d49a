-- One row per site, settlement period and direction, power and energy that stood ready against what was sold.
with

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

stores as (
    select * from {{ ref('int_energy__stored_energy_half_hour') }}
),

obligations as (
    select * from {{ ref('int_dispatch__obligation_half_hour') }}
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

-- The worst minute of the period counts: a service is sold for every minute of it.
minutes as (
    select
        commands.site_id,
        {{ period_start('commands.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        count(*) as commanded_minutes,
        min(sites.rated_mw * site_minutes.available_ratio - commands.baseline_kw / 1000) as export_headroom_mw,
        min(sites.rated_mw * site_minutes.available_ratio + commands.baseline_kw / 1000) as import_headroom_mw
    from commands
    inner join sites on commands.site_id = sites.site_id
    inner join site_minutes
        on
            commands.site_id = site_minutes.site_id
            and commands.interval_start_at = site_minutes.interval_start_at
    group by 1, 2
),

directions as (
    select 'export' as direction
    union all
    select 'import' as direction
),

compared as (
    select
        periods.site_id,
        periods.interval_start_at,
        periods.settlement_date,
        periods.settlement_period,
        directions.direction,
        coalesce(obligations.contracted_mw, 0) as contracted_mw,
        coalesce(obligations.required_mwh, 0) as required_mwh,
        case directions.direction
            when 'export' then minutes.export_headroom_mw
            else minutes.import_headroom_mw
        end as headroom_mw,
        coalesce(minutes.commanded_minutes, 0) as commanded_minutes,
        stores.usable_energy_mwh,
        -- At the point of connection: less comes out than is in store, more goes in than room is left.
        case directions.direction
            when 'export'
                then stores.soc_start_ratio * stores.usable_energy_mwh * {{ var('one_way_efficiency_ratio') }}
            else (1 - stores.soc_start_ratio) * stores.usable_energy_mwh / {{ var('one_way_efficiency_ratio') }}
        end as deliverable_mwh
    from periods
    cross join directions
    left join minutes
        on periods.site_id = minutes.site_id and periods.interval_start_at = minutes.interval_start_at
    left join stores
        on periods.site_id = stores.site_id and periods.interval_start_at = stores.interval_start_at
    left join obligations
        on
            periods.site_id = obligations.site_id
            and periods.interval_start_at = obligations.interval_start_at
            and directions.direction = obligations.direction
)

select * from compared
