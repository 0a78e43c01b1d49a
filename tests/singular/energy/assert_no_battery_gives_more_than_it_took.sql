-- A guard on state of charge that is the wrong way round lets an empty battery sell energy that nobody bought.
-- What leaves the meter, plus what is more in store, cannot exceed what entered: over all days not at all, on one day
-- by no more than the BMS's state of charge can drift in it.
with

days as (
    select
        site_id,
        settlement_date,
        sum(exported_mwh) as discharged_mwh,
        sum(imported_mwh) as charged_mwh,
        sum(stored_change_mwh) as stored_change_mwh,
        max(usable_energy_mwh) as usable_energy_mwh
    from {{ ref('fact_energy_half_hour') }}
    group by 1, 2
),

spans as (
    select
        site_id,
        settlement_date,
        discharged_mwh,
        charged_mwh,
        stored_change_mwh,
        0.05 * usable_energy_mwh as drift_mwh
    from days
    union all
    select
        site_id,
        cast(null as date) as settlement_date,
        sum(discharged_mwh) as discharged_mwh,
        sum(charged_mwh) as charged_mwh,
        sum(stored_change_mwh) as stored_change_mwh,
        0 as drift_mwh
    from days
    group by 1
)

select *
from spans
where discharged_mwh + stored_change_mwh > charged_mwh + drift_mwh
