-- One row per as-of day of a portfolio with batteries, month to date: cycles, wear and what they earned.
with

daily as (
    select * from {{ ref('mart_stress_daily') }}
),

rates as (
    select * from {{ ref('fact_degradation_rate') }}
    where basis = 'weekly'
),

health as (
    select * from {{ ref('fact_soh_weekly') }}
    qualify row_number() over (partition by site_id order by estimated_date desc) = 1
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

month_to_date as (
    select
        max(as_of.as_of_at) as as_of_at,
        max(as_of.as_of_date) as as_of_date,
        count(distinct daily.site_local_date) as day_count,
        sum(daily.discharged_mwh) as discharged_mwh,
        sum(daily.discharged_dc_mwh) as discharged_dc_mwh,
        sum(daily.nameplate_dc_mwh) as nameplate_mwh_days,
        sum(daily.nameplate_dc_mwh * daily.warranted_cycles_per_day) as warranted_mwh,
        cast(sum(daily.margin_pence) as bigint) as margin_pence,
        sum(daily.economic_discharged_mwh) as economic_discharged_mwh,
        sum(case when daily.economic_discharged_mwh is not null then daily.discharged_mwh end) as judged_discharged_mwh,
        cast(sum(daily.thermal_stress_event_count) as bigint) as thermal_stress_event_count,
        sum(daily.valid_battery_minute_count) / cast(sum(daily.battery_minute_count) as double) as coverage_ratio
    from daily
    inner join as_of
        on daily.site_id = as_of.site_id and {{ within_window('daily.site_local_date', 'mtd', 'as_of') }}
    having count(*) > 0
),

fade as (
    select
        -sum(rates.slope_ratio_per_year * sites.nameplate_dc_mwh)
        / nullif(sum(sites.nameplate_dc_mwh), 0) / {{ var('months_per_year') }} as fade_ratio_per_month,
        sum((1 - health.guaranteed_soh_ratio) / nullif(health.age_years, 0) * sites.nameplate_dc_mwh)
        / nullif(sum(sites.nameplate_dc_mwh), 0) / {{ var('months_per_year') }} as contracted_fade_ratio_per_month
    from sites
    inner join health on sites.site_id = health.site_id
    inner join rates on sites.site_id = rates.site_id
),

divided as (
    select
        month_to_date.as_of_at,
        month_to_date.as_of_date,
        month_to_date.day_count,
        month_to_date.discharged_mwh,
        month_to_date.discharged_dc_mwh,
        month_to_date.nameplate_mwh_days,
        {{ if_covered(safe_ratio('discharged_dc_mwh', 'nameplate_mwh_days'), 'coverage_ratio') }} as cycles_per_day,
        {{ safe_ratio('month_to_date.warranted_mwh', 'month_to_date.nameplate_mwh_days') }} as warranted_cycles_per_day,
        {{ if_covered(safe_ratio('discharged_dc_mwh * day_count', 'nameplate_mwh_days'), 'coverage_ratio') }}
            as cycles_mtd,
        fade.fade_ratio_per_month,
        fade.contracted_fade_ratio_per_month,
        month_to_date.margin_pence,
        {{ if_covered(
            safe_ratio(pence_to_gbp('margin_pence') ~ ' * nameplate_mwh_days', 'discharged_dc_mwh * day_count'),
            'coverage_ratio'
        ) }} as revenue_per_cycle_gbp,
        month_to_date.thermal_stress_event_count,
        month_to_date.economic_discharged_mwh,
        month_to_date.judged_discharged_mwh,
        {{ safe_ratio('month_to_date.economic_discharged_mwh', 'month_to_date.judged_discharged_mwh') }}
            as economic_cycle_ratio,
        month_to_date.coverage_ratio
    from month_to_date
    cross join fade
)

select * from divided
