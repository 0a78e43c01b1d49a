-- One row per site and local day, conditions of its batteries and the rates of fade they lead to.
with

modelled as (
    select * from {{ ref('int_stress__fade_modelled') }}
),

cycles as (
    select * from {{ ref('fact_cycle') }}
    where is_reported
),

cycle_days as (
    select
        site_id,
        site_local_date,
        sum(counted_cycles) as reported_battery_cycles
    from cycles
    group by 1, 2
),

site_days as (
    select
        modelled.site_id,
        modelled.site_local_date,
        modelled.nameplate_dc_mwh,
        cast(modelled.minute_count as bigint) as battery_minute_count,
        cast(modelled.valid_minute_count as bigint) as valid_battery_minute_count,
        modelled.discharged_dc_mwh,
        modelled.discharged_cycles,
        modelled.cycle_count,
        coalesce(cycle_days.reported_battery_cycles, 0) as reported_battery_cycles,
        modelled.warranted_cycles_per_day,
        modelled.depth_ratio,
        modelled.soc_mean_ratio,
        modelled.temperature_mean_c,
        modelled.temperature_max_c,
        modelled.c_rate_rms_hour,
        modelled.c_rate_rms_day,
        modelled.arrhenius_ratio,
        modelled.fade_per_cycle_ratio,
        modelled.fade_ratio_per_day,
        modelled.reference_fade_ratio_per_day
    from modelled
    left join cycle_days
        on modelled.site_id = cycle_days.site_id and modelled.site_local_date = cycle_days.site_local_date
)

select * from site_days
