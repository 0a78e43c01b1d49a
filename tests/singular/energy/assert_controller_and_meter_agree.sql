-- Were telemetry and meter two different plants, no minute of evidence would stand beside a settled half-hour.
-- The transducers of the controller are of class 0.2; no error of a meter is planted. Its energy must lie within the
-- threshold of what the settlement meter counted, in every period and over each day.
with

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- A gap in telemetry would read as a loss, and the kWh that meters round to would swamp a standing plant.
loaded_periods as (
    select
        half_hours.site_id,
        half_hours.settlement_date,
        half_hours.scada_exported_mwh + half_hours.scada_imported_mwh as scada_mwh,
        half_hours.exported_mwh + half_hours.imported_mwh as metered_mwh
    from {{ ref('fact_energy_half_hour') }} as half_hours
    inner join {{ ref('dim_site') }} as sites on half_hours.site_id = sites.site_id
    where
        half_hours.is_complete
        and half_hours.scada_minute_count = half_hours.reading_count
        and half_hours.exported_mwh + half_hours.imported_mwh
        >= sites.rated_mw * half_hours.period_hours * {{ var('closure_load_ratio') }}
)

select
    site_id,
    settlement_date,
    sum(scada_mwh) as scada_mwh,
    sum(metered_mwh) as metered_mwh,
    max(abs({{ safe_ratio('scada_mwh - metered_mwh', 'metered_mwh') }})) as worst_error_ratio
from loaded_periods
group by 1, 2
having
    max(abs({{ safe_ratio('scada_mwh - metered_mwh', 'metered_mwh') }})) > {{ limit_of('meter_closure_good') }}
    or abs(sum(scada_mwh) - sum(metered_mwh)) > 0.002 * sum(metered_mwh) + 0.001 * count(*)
