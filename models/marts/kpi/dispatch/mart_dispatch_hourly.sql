-- One row per site and hour, minutes within tolerance of the command, power asked and given, and the tracking error.
with

minutes as (
    select * from {{ ref('fact_dispatch') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        site_id,
        {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at,
        min(site_local_date) as site_local_date,
        count(*) as minute_count,
        count(is_within_tolerance) as valid_minute_count,
        count(*) filter (where is_within_tolerance) as compliant_minute_count,
        avg(command_kw) / 1000 as command_mw,
        avg(actual_kw) / 1000 as actual_mw,
        max(abs(actual_kw - command_kw)) / 1000 as largest_error_mw,
        count(*) filter (where is_tracking_judged) as judged_minute_count,
        sum(case when is_tracking_judged then abs(aligned_error_kw) else 0 end) / 1000 as absolute_error_mw_minutes,
        sum(case when is_tracking_judged and aligned_command_kw < 0 then -aligned_command_kw else 0 end) / 60000
            as charge_commanded_mwh,
        sum(case when is_tracking_judged and aligned_command_kw < 0 then -actual_kw else 0 end) / 60000
            as charge_delivered_mwh
    from minutes
    group by 1, 2
),

site_hours as (
    select
        totals.site_id,
        sites.site_name,
        totals.hour_start_at,
        totals.site_local_date,
        totals.minute_count,
        totals.valid_minute_count,
        totals.compliant_minute_count,
        {{ safe_ratio('cast(totals.valid_minute_count as double)', 'totals.minute_count') }} as coverage_ratio,
        {{ if_covered(
            safe_ratio('cast(totals.compliant_minute_count as double)', 'totals.valid_minute_count'),
            safe_ratio('cast(totals.valid_minute_count as double)', 'totals.minute_count')
        ) }} as dispatch_compliance_ratio,
        totals.command_mw,
        totals.actual_mw,
        totals.largest_error_mw,
        totals.judged_minute_count,
        totals.absolute_error_mw_minutes,
        totals.judged_minute_count * sites.rated_mw as judged_mw_minutes,
        {{ safe_ratio('totals.absolute_error_mw_minutes', 'totals.judged_minute_count * sites.rated_mw') }}
            as tracking_mae_ratio,
        totals.charge_commanded_mwh,
        totals.charge_delivered_mwh,
        {{ safe_ratio('totals.charge_delivered_mwh', 'totals.charge_commanded_mwh') }} as charge_delivery_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
)

select * from site_hours
