-- One row per site, round-trip efficiency month to date: raw, SOC-corrected, net of auxiliaries and at the DC bus.
with

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

-- A warehouse that begins within the month owes its periods from its first day on.
windows as (
    select
        half_hours.site_id,
        greatest(max(as_of.month_start_date), min(half_hours.settlement_date)) as window_start_date,
        max(as_of.as_of_date) as window_end_date
    from half_hours
    inner join as_of on half_hours.site_id = as_of.site_id
    group by 1
),

totals as (
    select
        half_hours.site_id,
        count(*) filter (where half_hours.is_complete) as complete_period_count,
        sum(half_hours.exported_mwh) as discharged_mwh,
        sum(half_hours.imported_mwh) as charged_mwh,
        sum(half_hours.stored_change_mwh) as stored_change_mwh,
        sum(half_hours.auxiliary_mwh) as auxiliary_mwh,
        sum(half_hours.discharged_dc_mwh) as discharged_dc_mwh,
        sum(half_hours.charged_dc_mwh) as charged_dc_mwh,
        avg(half_hours.usable_energy_mwh) as usable_energy_mwh
    from half_hours
    inner join as_of on half_hours.site_id = as_of.site_id
    where {{ within_window('half_hours.settlement_date', 'mtd', 'as_of') }}
    group by 1
),

due as (
    select
        sites.site_id,
        sites.site_name,
        windows.window_start_date,
        windows.window_end_date,
        {{ due_periods(
            'windows.window_start_date', 'windows.window_end_date', 'sites.time_zone', 'sites.period_minutes'
        ) }} as due_period_count,
        totals.complete_period_count,
        totals.discharged_mwh,
        totals.charged_mwh,
        totals.stored_change_mwh,
        totals.auxiliary_mwh,
        totals.charged_mwh + totals.auxiliary_mwh as charged_with_auxiliaries_mwh,
        totals.discharged_dc_mwh,
        totals.charged_dc_mwh,
        {{ safe_ratio('totals.discharged_dc_mwh', 'totals.usable_energy_mwh') }} as equivalent_cycle_count,
        totals.complete_period_count
        / ({{ due_periods(
            'windows.window_start_date', 'windows.window_end_date', 'sites.time_zone', 'sites.period_minutes'
        ) }}) as coverage_ratio
    from sites
    left join windows on sites.site_id = windows.site_id
    left join totals on sites.site_id = totals.site_id
),

divided as (
    select
        *,
        equivalent_cycle_count >= {{ var('rte_minimum_cycles') }} as is_meaningful,
        {{ if_covered(safe_ratio('discharged_mwh', 'charged_mwh'), 'coverage_ratio') }} as rte_raw_ratio,
        {{ if_covered(
            soc_corrected_efficiency('discharged_mwh', 'charged_mwh', 'stored_change_mwh'), 'coverage_ratio'
        ) }} as rte_soc_corrected_ratio,
        {{ if_covered(
            soc_corrected_efficiency('discharged_mwh', 'charged_with_auxiliaries_mwh', 'stored_change_mwh'),
            'coverage_ratio'
        ) }} as rte_net_ratio,
        {{ if_covered(
            soc_corrected_efficiency('discharged_dc_mwh', 'charged_dc_mwh', 'stored_change_mwh'), 'coverage_ratio'
        ) }} as rte_dc_ratio
    from due
)

select * from divided
