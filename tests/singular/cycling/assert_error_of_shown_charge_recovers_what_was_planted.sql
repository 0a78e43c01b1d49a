-- Were the error of the BMS's state of charge misjudged, a good battery would be doubted or a bad one trusted.
with

days as (
    select * from {{ ref('mart_soc_accuracy') }}
    -- A battery that was never reset in the time known gives nothing to compare from.
    where judged_battery_count = battery_count and coverage_ratio >= 0.98
),

shown as (
    select * from {{ ref('fact_energy_half_hour') }}
),

planted as (
    select * from {{ raw_rows('truth', 'truth_energy') }}
),

true_errors as (
    select
        shown.site_id,
        shown.settlement_date as site_local_date,
        avg(shown.soc_end_ratio - planted.soc_end_pct / 100) as true_error_ratio
    from shown
    inner join planted on shown.site_id = planted.site_id and shown.interval_start_at = planted.interval_start_utc
    group by 1, 2
)

select
    days.site_id,
    days.site_local_date,
    days.soc_error_mean_ratio,
    true_errors.true_error_ratio
from days
inner join true_errors on days.site_id = true_errors.site_id and days.site_local_date = true_errors.site_local_date
where abs(days.soc_error_mean_ratio - true_errors.true_error_ratio) > 0.01
