-- One row per site, how its batteries stand against both limits of the warranty and the conditions it holds under.
with

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

health as (
    select
        *,
        count(*) over (partition by site_id) as soh_estimate_count
    from {{ ref('fact_soh_weekly') }}
    qualify row_number() over (partition by site_id order by estimated_date desc) = 1
),

curve as (
    select
        *,
        coalesce(lag(warranted_throughput_mwh) over (partition by site_id order by year_number), 0)
            as warranted_before_mwh,
        max(warranted_throughput_mwh) over (partition by site_id) as warranted_total_mwh
    from {{ ref('fact_warranty_curve') }}
),

violations as (
    select
        site_id,
        count(*) as window_violation_count,
        sum(outside_minutes) as window_violation_minutes
    from {{ ref('fact_window_violation') }}
    where is_material
    group by 1
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

compared as (
    select
        sites.site_id,
        sites.site_name,
        sites.nameplate_dc_mwh,
        health.estimated_date as soh_measured_date,
        health.age_years,
        health.soh_ratio,
        health.guaranteed_soh_ratio,
        health.soh_estimate_count,
        {{ weeks_completed('sites.commercial_operation_date', 'as_of.as_of_date') }} as due_soh_estimate_count,
        health.discharged_dc_mwh,
        curve.warranted_before_mwh
        + (curve.warranted_throughput_mwh - curve.warranted_before_mwh) * (health.age_years - curve.year_number + 1)
            as warranted_dc_mwh,
        curve.warranted_total_mwh,
        coalesce(violations.window_violation_count, 0) as window_violation_count,
        cast(coalesce(violations.window_violation_minutes, 0) as bigint) as window_violation_minutes
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    inner join health on sites.site_id = health.site_id
    left join curve
        on
            sites.site_id = curve.site_id
            and health.age_years >= curve.year_number - 1
            and health.age_years < curve.year_number
    left join violations on sites.site_id = violations.site_id
),

covered as (
    select
        *,
        {{ safe_ratio('cast(soh_estimate_count as double)', 'due_soh_estimate_count') }} as coverage_ratio
    from compared
),

measured as (
    select
        *,
        {{ if_covered('soh_ratio - guaranteed_soh_ratio', 'coverage_ratio') }} as headroom_ratio,
        {{ if_covered(safe_ratio('1 - soh_ratio', '1 - guaranteed_soh_ratio'), 'coverage_ratio') }}
            as contracted_fade_multiple,
        {{ if_covered('1 - ' ~ safe_ratio('discharged_dc_mwh', 'warranted_dc_mwh'), 'coverage_ratio') }}
            as throughput_headroom_ratio
    from covered
),

site_warranties as (
    select
        site_id,
        site_name,
        nameplate_dc_mwh,
        soh_measured_date,
        age_years,
        soh_ratio,
        guaranteed_soh_ratio,
        headroom_ratio,
        headroom_ratio - {{ limit_of('measurement_tolerance_soh') }} as headroom_after_tolerance_ratio,
        -- A shortfall that the measurement's own error can explain proves nothing to the maker.
        headroom_ratio < -{{ limit_of('measurement_tolerance_soh') }} as is_breach_beyond_tolerance,
        case
            when headroom_ratio < 0 then 'red'
            when headroom_ratio < {{ limit_of('warranty_headroom_amber') }} then 'amber'
            when headroom_ratio is not null then 'green'
        end as warranty_status,
        contracted_fade_multiple,
        discharged_dc_mwh,
        warranted_dc_mwh,
        warranted_total_mwh,
        discharged_dc_mwh / nameplate_dc_mwh as equivalent_full_cycles,
        warranted_dc_mwh / nameplate_dc_mwh as warranted_full_cycles,
        throughput_headroom_ratio,
        cast({{ dbt.dateadd(
            'day',
            'cast(' ~ safe_ratio('(warranted_total_mwh - discharged_dc_mwh) * age_years', 'discharged_dc_mwh')
            ~ ' * ' ~ var('days_per_year') ~ ' as integer)',
            'soh_measured_date'
        ) }} as date) as throughput_run_out_date,
        window_violation_count,
        window_violation_minutes,
        contracted_fade_multiple >= {{ limit_of('claim_rate_ratio') }} and window_violation_count = 0
            as is_claim_supported,
        soh_estimate_count,
        due_soh_estimate_count,
        coverage_ratio
    from measured
)

select * from site_warranties
