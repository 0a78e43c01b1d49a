-- One row per site, energy that its batteries can store now and discharge that their warranty allows a day.
with

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

assets as (
    select
        site_id,
        sum(nameplate_dc_kwh) / 1000 as nameplate_dc_mwh
    from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'battery'
    group by 1
),

estimates as (
    select
        site_id,
        max_by(soh_pct, estimated_date) / 100 as soh_ratio
    from {{ ref('stg_bms__soh_weekly') }}
    where quarantine_reason is null
    group by 1
),

warranties as (
    select
        site_id,
        max(warranted_throughput_mwh) / (max(year_number) * {{ var('days_per_year') }}) as warranted_daily_mwh
    from {{ ref('stg_finance__warranty_curve') }}
    where quarantine_reason is null
    group by 1
),

limits as (
    select
        sites.site_id,
        coalesce(assets.nameplate_dc_mwh * estimates.soh_ratio, sites.contract_mwh) as usable_mwh,
        warranties.warranted_daily_mwh
    from sites
    left join assets on sites.site_id = assets.site_id
    left join estimates on sites.site_id = estimates.site_id
    left join warranties on sites.site_id = warranties.site_id
)

select * from limits
