-- One row per site and local day, conditions of its batteries and the rates of fade they lead to.
with

modelled as (
    select * from {{ ref('int_stress__fade_modelled') }}
),

chosen as (
    select
        site_id,
        site_local_date,
        nameplate_dc_mwh,
        cast(minute_count as bigint) as battery_minute_count,
        cast(valid_minute_count as bigint) as valid_battery_minute_count,
        discharged_dc_mwh,
        discharged_cycles,
        cycle_count,
        warranted_cycles_per_day,
        depth_ratio,
        soc_mean_ratio,
        temperature_mean_c,
        temperature_max_c,
        c_rate_rms_hour,
        c_rate_rms_day,
        arrhenius_ratio,
        fade_per_cycle_ratio,
        fade_ratio_per_day,
        reference_fade_ratio_per_day
    from modelled
)

select * from chosen
