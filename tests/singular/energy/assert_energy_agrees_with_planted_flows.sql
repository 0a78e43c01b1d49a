-- Were metered energy off by more than 0.1 % (or half a kWh of rounding), every payment per MWh would be wrong.
with

measured as (
    select * from {{ ref('fact_energy_half_hour') }}
    where is_complete
),

planted as (
    select * from {{ raw_rows('truth', 'truth_energy') }}
)

select
    planted.site_id,
    planted.interval_start_utc,
    measured.exported_mwh,
    planted.poc_discharged_mwh,
    measured.imported_mwh,
    planted.poc_charged_mwh,
    measured.auxiliary_mwh,
    planted.auxiliary_mwh as planted_auxiliary_mwh
from planted
inner join measured
    on planted.site_id = measured.site_id and planted.interval_start_utc = measured.interval_start_at
where
    abs(measured.exported_mwh - planted.poc_discharged_mwh) > 0.00051 + 0.001 * planted.poc_discharged_mwh
    or abs(measured.imported_mwh - planted.poc_charged_mwh) > 0.00051 + 0.001 * planted.poc_charged_mwh
    or abs(measured.auxiliary_mwh - planted.auxiliary_mwh) > 0.00051 + 0.001 * planted.auxiliary_mwh
