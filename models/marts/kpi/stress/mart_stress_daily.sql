-- One row per site and local day, wear of its batteries beside what their discharge earned.
with

conditions as (
    select * from {{ ref('fact_stress_daily') }}
),

energy as (
    select * from {{ ref('fact_energy_half_hour') }}
),

settlements as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and service_id = 'arbitrage' and component <> 'auxiliary_import'
),

violations as (
    select * from {{ ref('fact_window_violation') }}
    where is_material and limit_id in ('temperature_high', 'temperature_low')
),

sites as (
    select * from {{ ref('dim_site') }}
),

assumptions as (
    select * from {{ ref('dim_life_assumption') }}
    where assumption_id = 'augmentation_cost'
),

meter_days as (
    select
        site_id,
        settlement_date as site_local_date,
        sum(exported_mwh) as discharged_mwh
    from energy
    group by 1, 2
),

margin_days as (
    select
        site_id,
        settlement_date as site_local_date,
        sum(amount_pence) as margin_pence
    from settlements
    group by 1, 2
),

heat_days as (
    select
        violations.site_id,
        {{ site_local_date('violations.started_at', 'sites.time_zone') }} as site_local_date,
        count(*) as event_count
    from violations
    inner join sites on violations.site_id = sites.site_id
    group by 1, 2
),

site_days as (
    select
        conditions.*,
        sites.site_name,
        coalesce(meter_days.discharged_mwh, 0) as discharged_mwh,
        coalesce(margin_days.margin_pence, 0) as margin_pence,
        conditions.reported_battery_cycles / sites.inverter_count as reported_cycles,
        coalesce(heat_days.event_count, 0) as thermal_stress_event_count,
        conditions.valid_battery_minute_count / cast(conditions.battery_minute_count as double) as coverage_ratio,
        -- What a cycle brings to the meter is a property of the plant; a single day is too noisy.
        sum(meter_days.discharged_mwh) over (partition by conditions.site_id)
        / nullif(sum(conditions.discharged_cycles) over (partition by conditions.site_id), 0)
            as discharged_mwh_per_cycle
    from conditions
    inner join sites on conditions.site_id = sites.site_id
    {%- for days in ['meter_days', 'margin_days', 'heat_days'] %}
    left join {{ days }}
        on conditions.site_id = {{ days }}.site_id and conditions.site_local_date = {{ days }}.site_local_date
    {%- endfor %}
),

priced as (
    select
        site_days.*,
        site_days.fade_per_cycle_ratio * site_days.nameplate_dc_mwh * 1000 * assumptions.assumed_value
        / nullif(site_days.discharged_mwh_per_cycle, 0) as wear_gbp_per_mwh,
        {{ safe_ratio(pence_to_gbp('site_days.margin_pence'), 'site_days.discharged_mwh') }} as margin_gbp_per_mwh
    from site_days
    cross join assumptions
),

daily as (
    select
        site_id,
        site_name,
        site_local_date,
        nameplate_dc_mwh,
        discharged_mwh,
        discharged_dc_mwh,
        {{ if_covered('discharged_dc_mwh / nameplate_dc_mwh', 'coverage_ratio') }} as equivalent_full_cycles,
        discharged_cycles,
        warranted_cycles_per_day,
        reported_cycles,
        depth_ratio,
        soc_mean_ratio,
        temperature_mean_c,
        temperature_max_c,
        c_rate_rms_hour,
        c_rate_rms_day,
        arrhenius_ratio,
        fade_ratio_per_day,
        reference_fade_ratio_per_day,
        {{ if_covered(safe_ratio('fade_ratio_per_day', 'reference_fade_ratio_per_day'), 'coverage_ratio') }}
            as stress_index_ratio,
        discharged_mwh_per_cycle,
        {{ if_covered('wear_gbp_per_mwh', 'coverage_ratio') }} as marginal_wear_gbp_per_mwh,
        cast(margin_pence as bigint) as margin_pence,
        margin_gbp_per_mwh as marginal_margin_gbp_per_mwh,
        -- Energy of days whose margin paid for its wear; null where either is not known.
        {{ if_covered(
            'case when margin_gbp_per_mwh >= wear_gbp_per_mwh then discharged_mwh '
            ~ 'when margin_gbp_per_mwh < wear_gbp_per_mwh then 0 end', 'coverage_ratio'
        ) }} as economic_discharged_mwh,
        {{ pence_to_gbp('margin_pence') }} as margin_gbp,
        {{ if_covered('wear_gbp_per_mwh * discharged_mwh', 'coverage_ratio') }} as wear_gbp,
        {{ if_covered(safe_ratio('margin_gbp_per_mwh', 'wear_gbp_per_mwh'), 'coverage_ratio') }}
            as margin_to_wear_ratio,
        thermal_stress_event_count,
        battery_minute_count,
        valid_battery_minute_count,
        coverage_ratio
    from priced
)

select * from daily
