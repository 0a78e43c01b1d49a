-- One row per scope (all sites, or one of them) and local day, margin and wear per MWh discharged.
with

daily as (
    select * from {{ ref('mart_stress_daily') }}
),

scoped as (
    select
        daily.site_id as scope_id,
        daily.*
    from daily
    union all
    select
        'all' as scope_id,
        daily.*
    from daily
),

-- Margin and wear of the same site-days: one without a known wear would lower only the other's mean.
summed as (
    select
        scope_id,
        site_local_date,
        count(*) as site_count,
        sum(discharged_mwh) filter (where wear_gbp is not null) as judged_discharged_mwh,
        sum(margin_gbp) filter (where wear_gbp is not null) as margin_gbp,
        sum(wear_gbp) as wear_gbp,
        sum(discharged_dc_mwh) filter (where equivalent_full_cycles is not null) as discharged_dc_mwh,
        sum(nameplate_dc_mwh) filter (where equivalent_full_cycles is not null) as nameplate_dc_mwh,
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
        scope_id,
        site_local_date,
        site_count,
        judged_discharged_mwh,
        margin_gbp,
        wear_gbp,
        margin_gbp - wear_gbp as net_gbp,
        {{ safe_ratio('margin_gbp', 'judged_discharged_mwh') }} as marginal_margin_gbp_per_mwh,
        {{ safe_ratio('wear_gbp', 'judged_discharged_mwh') }} as marginal_wear_gbp_per_mwh,
        {{ safe_ratio('discharged_dc_mwh', 'nameplate_dc_mwh') }} as equivalent_full_cycles,
        {{ safe_ratio('fade_mwh', 'reference_fade_mwh') }} as stress_index_ratio,
        temperature_max_c,
        thermal_stress_event_count,
        coverage_ratio
    from summed
)

select * from divided
