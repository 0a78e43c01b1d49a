-- One row per battery and minute, its state of charge counted from current beside the one that the BMS believes in.
with

steps as (
    select * from {{ ref('int_cycling__battery_step') }}
),

counted as (
    select
        *,
        sum(soc_step_ratio) over (
            partition by battery_id order by interval_start_at
            rows between unbounded preceding and current row
        ) as counted_ratio
    from steps
),

-- At a reset the BMS knows: what it shows beyond the count is the count's own starting point.
referred as (
    select
        *,
        {{ last_known('case when is_soc_reset then soc_bms_ratio - counted_ratio end') }} over (
            partition by battery_id order by interval_start_at
            rows between unbounded preceding and current row
        ) as latest_reference_ratio
    from counted
),

references_by_battery as (
    select
        battery_id,
        min_by(soc_bms_ratio - counted_ratio, interval_start_at) filter (where is_soc_reset) as first_reset_ratio,
        min_by(soc_bms_ratio - counted_ratio, interval_start_at) filter (where is_valid) as first_shown_ratio
    from counted
    group by 1
),

levelled as (
    select
        referred.site_id,
        referred.battery_id,
        referred.battery_model,
        referred.interval_start_at,
        referred.site_local_date,
        referred.nameplate_dc_kwh,
        referred.is_valid,
        referred.is_soc_reset,
        referred.dc_power_mw,
        referred.temp_c_avg,
        referred.temp_c_max,
        referred.cycle_count,
        referred.soc_step_ratio,
        referred.soc_bms_ratio,
        -- One level for the whole trace, so that no correction looks like a swing.
        referred.counted_ratio
        + coalesce(references_by_battery.first_reset_ratio, references_by_battery.first_shown_ratio)
            as soc_counted_ratio,
        -- Since the last reset; before the first, against it. Without any reset nothing is known.
        referred.soc_bms_ratio - referred.counted_ratio
        - coalesce(referred.latest_reference_ratio, references_by_battery.first_reset_ratio) as soc_error_ratio
    from referred
    inner join references_by_battery on referred.battery_id = references_by_battery.battery_id
)

select * from levelled
