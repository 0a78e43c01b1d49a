-- One row per site and settlement date on which any site delivered, energy at meters and batteries and its losses.
with

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

-- Days that any site has, so that a site that fell silent still has its row.
days as (
    select settlement_date
    from half_hours
    group by 1
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
        sum(stored_change_mwh) as stored_change_mwh,
        cast(sum(standby_minutes) as bigint) as standby_minutes,
        sum(standby_mwh) as standby_mwh
    from half_hours
    group by 1, 2
),

due as (
    select
        sites.site_id,
        sites.site_name,
        days.settlement_date,
        totals.discharged_mwh,
        totals.charged_mwh,
        totals.auxiliary_mwh,
        coalesce(totals.period_count, 0) as period_count,
        coalesce(totals.complete_period_count, 0) as complete_period_count,
        totals.discharged_mwh + totals.charged_mwh as throughput_mwh,
        totals.discharged_dc_mwh,
        totals.charged_dc_mwh,
        totals.stored_change_mwh,
        totals.standby_minutes,
        totals.standby_mwh,
        {{ due_periods('days.settlement_date', 'days.settlement_date', 'sites.time_zone', 'sites.period_minutes') }}
            as due_period_count,
        coalesce(totals.complete_period_count, 0)
        / ({{ due_periods('days.settlement_date', 'days.settlement_date', 'sites.time_zone', 'sites.period_minutes') }})
            as coverage_ratio
    from sites
    cross join days
    left join totals
        on sites.site_id = totals.site_id and days.settlement_date = totals.settlement_date
),

site_days as (
    select
        *,
        {{ if_covered(
            soc_corrected_efficiency('discharged_mwh', 'charged_mwh', 'stored_change_mwh'), 'coverage_ratio'
        ) }} as rte_soc_corrected_ratio,
        {{ if_covered(safe_ratio('auxiliary_mwh', 'discharged_mwh + charged_mwh'), 'coverage_ratio') }}
            as auxiliary_ratio,
        {{ if_covered(safe_ratio('1000 * standby_mwh', 'standby_minutes / cast(60 as double)'), 'coverage_ratio') }}
            as standby_loss_kw
    from due
)

select * from site_days
