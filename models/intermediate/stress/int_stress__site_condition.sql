-- One row per site and local day, the conditions its batteries lived under and the ones the warranty was written for.
with

days as (
    select * from {{ ref('int_cycling__battery_day') }}
),

cycles as (
    select * from {{ ref('int_cycling__cycle') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

curve as (
    select * from {{ ref('stg_finance__warranty_curve') }}
    where quarantine_reason is null and year_number = 1
),

site_days as (
    select
        site_id,
        site_local_date,
        sum(nameplate_dc_mwh) as nameplate_dc_mwh,
        sum(minute_count) as minute_count,
        sum(valid_minute_count) as valid_minute_count,
        sum(discharged_dc_mwh) as discharged_dc_mwh,
        -- Batteries of a site are alike; a cycle of the site is one of each.
        sum(discharged_cycles * nameplate_dc_mwh) / sum(nameplate_dc_mwh) as discharged_cycles,
        avg(cycle_count) as cycle_count,
        sum(temperature_mean_c * valid_minute_count) / nullif(sum(valid_minute_count), 0) as temperature_mean_c,
        max(temperature_max_c) as temperature_max_c,
        sum(soc_mean_ratio * valid_minute_count) / nullif(sum(valid_minute_count), 0) as soc_mean_ratio,
        max(c_rate_rms_hour) as c_rate_rms_hour,
        sqrt(avg(c_rate_rms_day * c_rate_rms_day)) as c_rate_rms_day,
        sum(c_rate_moving * discharged_dc_mwh) / nullif(sum(discharged_dc_mwh), 0) as c_rate_moving
    from days
    group by 1, 2
),

-- Each cycle weighs as much as it moved, so that noise and deep cycles both count for what they are.
depths as (
    select
        cycles.site_id,
        {{ site_local_date('cycles.ended_at', 'sites.time_zone') }} as site_local_date,
        sum(cycles.counted_cycles * cycles.depth_ratio * cycles.depth_ratio)
        / nullif(sum(cycles.counted_cycles * cycles.depth_ratio), 0) as depth_ratio
    from cycles
    inner join sites on cycles.site_id = sites.site_id
    group by 1, 2
),

conditions as (
    select
        site_days.*,
        depths.depth_ratio,
        {{ dbt.datediff('sites.commercial_operation_date', 'site_days.site_local_date', 'day') }}
            as age_days,
        curve.warranted_throughput_mwh / {{ var('days_per_year') }} / site_days.nameplate_dc_mwh
            as warranted_cycles_per_day
    from site_days
    inner join sites on site_days.site_id = sites.site_id
    left join depths on site_days.site_id = depths.site_id and site_days.site_local_date = depths.site_local_date
    left join curve on site_days.site_id = curve.site_id
)

select * from conditions
