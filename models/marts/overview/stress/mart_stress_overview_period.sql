-- One row per reporting period and scope (all sites, or one of them), cycles, wear, margin and the verdict on them.
with

daily as (
    select * from {{ ref('mart_stress_daily') }}
),

periods as (
    select * from {{ ref('mart_reporting_period') }}
),

scoped as (
    select
        daily.site_id as scope_id,
        daily.site_name as scope_name,
        periods.period_id,
        daily.*
    from daily
    inner join periods on daily.site_local_date between periods.first_date and periods.last_date
    union all
    select
        'all' as scope_id,
        'All sites' as scope_name,
        periods.period_id,
        daily.*
    from daily
    inner join periods on daily.site_local_date between periods.first_date and periods.last_date
),

-- A site-day is judged when margin and wear are both known.
summed as (
    select
        period_id,
        scope_id,
        max(scope_name) as scope_name,
        count(*) as site_day_count,
        count(margin_to_wear_ratio) as judged_day_count,
        count(*) filter (where margin_to_wear_ratio < 1) as uneconomic_day_count,
        sum(discharged_mwh) filter (where margin_to_wear_ratio is not null) as judged_discharged_mwh,
        sum(economic_discharged_mwh) as economic_discharged_mwh,
        sum(margin_gbp) filter (where margin_to_wear_ratio is not null) as margin_gbp,
        sum(wear_gbp) filter (where margin_to_wear_ratio is not null) as wear_gbp,
        coalesce(sum(wear_gbp - margin_gbp) filter (where margin_to_wear_ratio < 1), 0) as uneconomic_cost_gbp,
        sum(discharged_dc_mwh) filter (where equivalent_full_cycles is not null) as discharged_dc_mwh,
        sum(nameplate_dc_mwh) filter (where equivalent_full_cycles is not null) as nameplate_mwh_days,
        sum(margin_gbp) filter (where equivalent_full_cycles is not null) as covered_margin_gbp,
        count(distinct site_local_date) as day_count,
        sum(warranted_cycles_per_day * nameplate_dc_mwh) filter (where equivalent_full_cycles is not null)
            as warranted_mwh,
        sum(fade_ratio_per_day * nameplate_dc_mwh) filter (where stress_index_ratio is not null) as fade_mwh,
        sum(reference_fade_ratio_per_day * nameplate_dc_mwh) filter (where stress_index_ratio is not null)
            as reference_fade_mwh,
        max(temperature_max_c) as temperature_max_c,
        cast(sum(thermal_stress_event_count) as bigint) as thermal_stress_event_count,
        {{ safe_ratio('cast(sum(valid_battery_minute_count) as double)', 'sum(battery_minute_count)') }}
            as coverage_ratio
    from scoped
    group by 1, 2
),

divided as (
    select
        period_id,
        scope_id,
        scope_name,
        site_day_count,
        judged_day_count,
        uneconomic_day_count,
        margin_gbp,
        wear_gbp,
        margin_gbp - wear_gbp as net_gbp,
        uneconomic_cost_gbp,
        {{ safe_ratio('margin_gbp', 'judged_discharged_mwh') }} as marginal_margin_gbp_per_mwh,
        {{ safe_ratio('wear_gbp', 'judged_discharged_mwh') }} as marginal_wear_gbp_per_mwh,
        {{ safe_ratio('economic_discharged_mwh', 'judged_discharged_mwh') }} as economic_cycle_ratio,
        {{ safe_ratio('discharged_dc_mwh', 'nameplate_mwh_days') }} as cycles_per_day,
        {{ safe_ratio('warranted_mwh', 'nameplate_mwh_days') }} as warranted_cycles_per_day,
        {{ safe_ratio('covered_margin_gbp * nameplate_mwh_days', 'discharged_dc_mwh * day_count') }}
            as revenue_per_cycle_gbp,
        {{ safe_ratio('fade_mwh', 'reference_fade_mwh') }} as stress_index_ratio,
        temperature_max_c,
        thermal_stress_event_count,
        case
            when margin_gbp < wear_gbp then 'Cycle less: margin is below wear'
            when uneconomic_day_count > 0 then 'Rest on the days that did not pay'
            when judged_day_count > 0 then 'Go on: every day paid for its wear'
            else 'Not judged: no day with both figures'
        end as advice,
        coverage_ratio
    from summed
)

select * from divided
