-- One row per site and settlement date, energy that the batteries hold between empty and full.
with

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'battery'
),

battery_models as (
    select * from {{ ref('battery_models') }}
),

estimates as (
    select * from {{ ref('stg_bms__soh_weekly') }}
    where quarantine_reason is null
),

days as (
    select
        site_id,
        settlement_date
    from periods
    group by 1, 2
),

installed as (
    select
        assets.site_id,
        sum(assets.nameplate_dc_kwh * battery_models.usable_window_ratio) / 1000 as usable_new_mwh
    from assets
    inner join battery_models on assets.model = battery_models.battery_model
    group by 1
),

-- Health as it was known on the day: the newest weekly estimate that was made before it.
usable as (
    select
        days.site_id,
        days.settlement_date,
        max(installed.usable_new_mwh) * max_by(estimates.soh_pct, estimates.estimated_date) / 100
            as usable_energy_mwh
    from days
    inner join installed on days.site_id = installed.site_id
    inner join estimates
        on days.site_id = estimates.site_id and days.settlement_date > estimates.estimated_date
    group by 1, 2
)

select * from usable
