-- One row per battery and site-local day, what its minutes say about throughput, warmth, rate and state of charge.
with

minutes as (
    select * from {{ ref('int_cycling__battery_minute') }}
),

hours as (
    select
        battery_id,
        site_local_date,
        {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at,
        sqrt(avg(dc_power_mw * dc_power_mw)) as power_rms_mw
    from minutes
    group by 1, 2, 3
),

hottest_hours as (
    select
        battery_id,
        site_local_date,
        max(power_rms_mw) as power_rms_hour_mw
    from hours
    group by 1, 2
),

days as (
    select
        site_id,
        battery_id,
        site_local_date,
        max(nameplate_dc_kwh) / 1000 as nameplate_dc_mwh,
        count(*) as minute_count,
        sum(case when is_valid then 1 else 0 end) as valid_minute_count,
        sum(case when dc_power_mw > 0 then dc_power_mw else 0 end) / 60 as discharged_dc_mwh,
        sum(case when dc_power_mw < 0 then -dc_power_mw else 0 end) / 60 as charged_dc_mwh,
        sum(case when soc_step_ratio < 0 then -soc_step_ratio else 0 end) as discharged_cycles,
        max(cycle_count) as cycle_count,
        avg(temp_c_avg) as temperature_mean_c,
        max(temp_c_max) as temperature_max_c,
        avg(case when is_valid then soc_counted_ratio end) as soc_mean_ratio,
        sqrt(avg(dc_power_mw * dc_power_mw)) as power_rms_day_mw,
        -- Rate at which the average MWh was moved: rests do not dilute it.
        sum(dc_power_mw * dc_power_mw) / nullif(sum(abs(dc_power_mw)), 0) as moving_power_mw,
        avg(soc_error_ratio) as soc_error_mean_ratio,
        max(abs(soc_error_ratio)) as soc_error_max_ratio,
        {{ percentile_95('abs(soc_error_ratio)') }} as soc_error_p95_ratio,
        sum(case when is_soc_reset then 1 else 0 end) as soc_reset_count
    from minutes
    group by 1, 2, 3
),

rated as (
    select
        days.site_id,
        days.battery_id,
        days.site_local_date,
        days.nameplate_dc_mwh,
        days.minute_count,
        days.valid_minute_count,
        days.discharged_dc_mwh,
        days.charged_dc_mwh,
        days.discharged_cycles,
        days.cycle_count,
        days.temperature_mean_c,
        days.temperature_max_c,
        days.soc_mean_ratio,
        hottest_hours.power_rms_hour_mw / days.nameplate_dc_mwh as c_rate_rms_hour,
        days.power_rms_day_mw / days.nameplate_dc_mwh as c_rate_rms_day,
        days.moving_power_mw / days.nameplate_dc_mwh as c_rate_moving,
        days.soc_error_mean_ratio,
        days.soc_error_max_ratio,
        days.soc_error_p95_ratio,
        days.soc_reset_count
    from days
    inner join hottest_hours
        on days.battery_id = hottest_hours.battery_id and days.site_local_date = hottest_hours.site_local_date
)

select * from rated
