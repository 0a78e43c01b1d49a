-- One row per site and week since commercial operation, DC energy discharged up to its end, from the BMS's own counter.
with

estimates as (
    select * from {{ ref('stg_bms__soh_weekly') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'battery'
),

battery_models as (
    select * from {{ ref('battery_models') }}
),

usable as (
    select
        assets.site_id,
        sum(assets.nameplate_dc_kwh) / 1000 as nameplate_dc_mwh,
        sum(assets.nameplate_dc_kwh * battery_models.usable_window_ratio) / 1000 as usable_new_mwh
    from assets
    inner join battery_models on assets.model = battery_models.battery_model
    group by 1
),

weeks as (
    select
        site_id,
        estimated_date,
        soh_pct / 100 as soh_ratio,
        cycle_count - coalesce(lag(cycle_count) over (partition by site_id order by estimated_date), 0)
            as week_cycles
    from estimates
),

-- The counter's cycles are of the energy usable then, so each week's count is worth its own health.
summed as (
    select
        weeks.site_id,
        weeks.estimated_date,
        usable.nameplate_dc_mwh,
        sum(weeks.week_cycles * weeks.soh_ratio * usable.usable_new_mwh) over (
            partition by weeks.site_id order by weeks.estimated_date
            rows between unbounded preceding and current row
        ) as discharged_dc_mwh
    from weeks
    inner join usable on weeks.site_id = usable.site_id
)

select * from summed
