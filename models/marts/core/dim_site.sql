-- One row per site.
with

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

asset_counts as (
    select
        site_id,
        count(*) filter (where asset_type = 'inverter') as inverter_count,
        count(*) filter (where asset_type = 'battery_rack') as battery_rack_count,
        sum(case when asset_type = 'battery' then nameplate_dc_kwh else 0 end) / 1000 as nameplate_dc_mwh
    from assets
    group by 1
),

portfolio_sites as (
    select
        sites.site_id,
        sites.site_name,
        sites.vendor,
        sites.market_id,
        sites.time_zone,
        sites.period_minutes,
        sites.currency,
        sites.rated_mw,
        sites.contract_mwh,
        asset_counts.nameplate_dc_mwh,
        asset_counts.inverter_count,
        asset_counts.battery_rack_count,
        sites.connection_kv,
        sites.latitude,
        sites.longitude,
        sites.commercial_operation_date
    from sites
    left join asset_counts on sites.site_id = asset_counts.site_id
)

select * from portfolio_sites
