-- One row per site and hour, minutes within tolerance of the command and the power that was asked and given.
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
        max(abs(actual_kw - command_kw)) / 1000 as largest_error_mw
    from minutes
    group by 1, 2
),

divided as (
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
        totals.largest_error_mw
    from totals
    inner join sites on totals.site_id = sites.site_id
)

select * from divided
