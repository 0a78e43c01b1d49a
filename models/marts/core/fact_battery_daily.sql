-- One row per battery and site-local day, its throughput, warmth, rate and the error of its state of charge.
with

days as (
    select * from {{ ref('int_cycling__battery_day') }}
),

battery_days as (
    select
        battery_id as asset_id,
        site_id,
        site_local_date,
        nameplate_dc_mwh,
        cast(minute_count as bigint) as minute_count,
        cast(valid_minute_count as bigint) as valid_minute_count,
        discharged_dc_mwh,
        charged_dc_mwh,
        discharged_cycles,
        cycle_count,
        temperature_mean_c,
        temperature_max_c,
        soc_mean_ratio,
        c_rate_rms_hour,
        c_rate_rms_day,
        c_rate_moving,
        soc_error_mean_ratio,
        soc_error_max_ratio,
        soc_error_p95_ratio,
        cast(soc_reset_count as bigint) as soc_reset_count
    from days
)

select * from battery_days
