-- One row per site and settlement date, energy that the batteries hold between empty and full.
with

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'battery'
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
        site_id,
        sum(nameplate_dc_kwh) / 1000 as installed_mwh
    from assets
    group by 1
),

-- Health as it was known on the day: the newest weekly estimate that was made before it.
usable as (
    select
        days.site_id,
        days.settlement_date,
        max(installed.installed_mwh) * max_by(estimates.soh_pct, estimates.estimated_date) / 100
        * {{ var('usable_window_ratio') }} as usable_energy_mwh
    from days
    inner join installed on days.site_id = installed.site_id
    inner join estimates
        on days.site_id = estimates.site_id and days.settlement_date > estimates.estimated_date
    group by 1, 2
)

select * from usable
