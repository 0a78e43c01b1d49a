-- One row per site and settlement date, energy through the settlement and auxiliary meters and at the batteries.
with

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        site_id,
        settlement_date,
        sum(exported_mwh) as discharged_mwh,
        sum(imported_mwh) as charged_mwh,
        sum(auxiliary_mwh) as auxiliary_mwh,
        count(*) as period_count,
        count(*) filter (where is_complete) as complete_period_count,
        sum(discharged_dc_mwh) as discharged_dc_mwh,
        sum(charged_dc_mwh) as charged_dc_mwh,
        sum(stored_change_mwh) as stored_change_mwh
    from half_hours
    group by 1, 2
),

named as (
    select
        totals.site_id,
        sites.site_name,
        totals.settlement_date,
        totals.discharged_mwh,
        totals.charged_mwh,
        totals.auxiliary_mwh,
        totals.period_count,
        totals.complete_period_count,
        totals.discharged_mwh + totals.charged_mwh as throughput_mwh,
        totals.discharged_dc_mwh,
        totals.charged_dc_mwh,
        totals.stored_change_mwh,
        {{ due_periods('totals.settlement_date', 'totals.settlement_date', 'sites.time_zone', 'sites.period_minutes') }}
            as due_period_count
    from totals
    inner join sites on totals.site_id = sites.site_id
),

covered as (
    select
        *,
        {{ safe_ratio('complete_period_count', 'due_period_count') }} as coverage_ratio
    from named
)

select * from covered
