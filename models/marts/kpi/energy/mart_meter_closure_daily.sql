-- One row per site and settlement date, energy by the controller's measurement against the settlement meter.
with

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- A gap in telemetry would read as a loss, and the kWh that meters round to would swamp a standing plant.
compared as (
    select
        half_hours.site_id,
        half_hours.settlement_date,
        half_hours.scada_exported_mwh + half_hours.scada_imported_mwh as scada_mwh,
        half_hours.exported_mwh + half_hours.imported_mwh as metered_mwh,
        half_hours.is_complete and half_hours.scada_minute_count = half_hours.reading_count as is_measured,
        half_hours.exported_mwh + half_hours.imported_mwh
        >= sites.rated_mw * half_hours.period_hours * {{ var('closure_load_ratio') }} as is_loaded
    from half_hours
    inner join sites on half_hours.site_id = sites.site_id
),

judged as (
    select
        *,
        is_measured and is_loaded as is_judged,
        abs({{ safe_ratio('scada_mwh - metered_mwh', 'metered_mwh') }}) as closure_error_ratio
    from compared
),

totals as (
    select
        site_id,
        settlement_date,
        count(*) as period_count,
        count(*) filter (where is_measured) as measured_period_count,
        count(*) filter (where is_judged) as judged_period_count,
        count(*) filter (where is_judged and closure_error_ratio <= {{ limit_of('meter_closure_good') }})
            as good_period_count,
        count(*) filter (where is_judged and closure_error_ratio > {{ limit_of('meter_closure_flag') }})
            as flagged_period_count,
        sum(case when is_judged then scada_mwh else 0 end) as scada_mwh,
        sum(case when is_judged then metered_mwh else 0 end) as metered_mwh
    from judged
    group by 1, 2
),

named as (
    select
        totals.site_id,
        sites.site_name,
        totals.settlement_date,
        totals.period_count,
        totals.measured_period_count,
        totals.judged_period_count,
        totals.good_period_count,
        totals.flagged_period_count,
        totals.scada_mwh,
        totals.metered_mwh,
        {{ safe_ratio('cast(totals.measured_period_count as double)', 'totals.period_count') }} as coverage_ratio,
        {{ if_covered(
            safe_ratio('totals.scada_mwh - totals.metered_mwh', 'totals.metered_mwh'),
            safe_ratio('cast(totals.measured_period_count as double)', 'totals.period_count')
        ) }} as meter_closure_ratio,
        {{ limit_of('meter_closure_good') }} as meter_closure_limit_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
)

select * from named
