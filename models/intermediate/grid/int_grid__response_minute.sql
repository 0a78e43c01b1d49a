-- One row per site and minute with a response product sold, what was contracted and what its curves ask for.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

positions as (
    select * from {{ ref('int_settlement__contract_position') }}
),

products as (
    select * from {{ ref('dim_service_product') }}
    where full_hz is not null
),

-- Worked out before the join: as a join condition it would pair all minutes of a site with all its periods.
minutes as (
    select
        telemetry.site_id,
        telemetry.interval_start_at,
        telemetry.f_hz,
        {{ period_start('telemetry.interval_start_at', 'sites.period_minutes') }} as period_start_at
    from telemetry
    inner join sites on telemetry.site_id = sites.site_id
),

asked as (
    select
        minutes.site_id,
        minutes.interval_start_at,
        sum(positions.contracted_mw) as contracted_response_mw,
        sum(positions.contracted_mw * {{ response_ratio('minutes.f_hz', 'products') }}) as asked_response_mw
    from minutes
    inner join positions
        on minutes.site_id = positions.site_id and minutes.period_start_at = positions.interval_start_at
    inner join products on positions.component = products.component
    group by 1, 2
)

select * from asked
