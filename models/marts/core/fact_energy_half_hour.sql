-- One row per site and settlement period, energy at meter and battery and the state of charge at its end.
with

energy as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

batteries as (
    select * from {{ ref('int_energy__battery_half_hour') }}
),

joined as (
    select
        energy.site_id,
        energy.interval_start_at,
        energy.settlement_date,
        energy.settlement_period,
        energy.exported_mwh,
        energy.imported_mwh,
        energy.auxiliary_mwh,
        batteries.discharged_dc_mwh,
        batteries.charged_dc_mwh,
        batteries.soc_end_pct / 100 as soc_end_ratio,
        energy.reading_count,
        energy.is_complete
    from energy
    left join batteries
        on energy.site_id = batteries.site_id and energy.interval_start_at = batteries.interval_start_at
)

select * from joined
