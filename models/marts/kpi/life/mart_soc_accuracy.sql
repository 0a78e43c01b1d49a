-- One row per site and local day, distance between the charge that the BMS shows and the one counted from current.
with

days as (
    select * from {{ ref('fact_battery_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

site_days as (
    select
        site_id,
        site_local_date,
        count(*) as battery_count,
        count(soc_error_max_ratio) as judged_battery_count,
        avg(soc_error_mean_ratio) as soc_error_mean_ratio,
        max(soc_error_p95_ratio) as soc_error_p95_ratio,
        max(soc_error_max_ratio) as soc_error_max_ratio,
        cast(sum(soc_reset_count) as bigint) as soc_reset_count,
        sum(valid_minute_count) / cast(sum(minute_count) as double) as coverage_ratio
    from days
    group by 1, 2
),

site_errors as (
    select
        site_days.site_id,
        sites.site_name,
        site_days.site_local_date,
        site_days.battery_count,
        site_days.judged_battery_count,
        {{ if_covered('site_days.soc_error_mean_ratio', 'site_days.coverage_ratio') }} as soc_error_mean_ratio,
        {{ if_covered('site_days.soc_error_p95_ratio', 'site_days.coverage_ratio') }} as soc_error_p95_ratio,
        {{ if_covered('site_days.soc_error_max_ratio', 'site_days.coverage_ratio') }} as soc_error_max_ratio,
        {{ limit_of('soc_error_alert') }} as alert_ratio,
        {{ if_covered('site_days.soc_error_max_ratio > ' ~ limit_of('soc_error_alert'), 'site_days.coverage_ratio') }}
            as is_alerted,
        site_days.soc_reset_count,
        site_days.coverage_ratio
    from site_days
    inner join sites on site_days.site_id = sites.site_id
)

select * from site_errors
