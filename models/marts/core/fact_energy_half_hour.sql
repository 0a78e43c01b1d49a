-- One row per site and settlement period, energy at meter and battery and the state of charge at its end.
with

energy as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

batteries as (
    select * from {{ ref('int_energy__battery_half_hour') }}
),

stores as (
    select * from {{ ref('int_energy__stored_energy_half_hour') }}
),

conditions as (
    select * from {{ ref('int_energy__condition_half_hour') }}
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
        energy.is_complete,
        energy.period_hours,
        stores.soc_start_ratio,
        stores.usable_energy_mwh,
        stores.stored_end_mwh,
        stores.stored_change_mwh,
        conditions.scada_exported_mwh,
        conditions.scada_imported_mwh,
        conditions.scada_minute_count,
        conditions.ambient_c,
        conditions.standby_minutes,
        conditions.standby_mwh
    from energy
    left join batteries
        on energy.site_id = batteries.site_id and energy.interval_start_at = batteries.interval_start_at
    left join stores
        on energy.site_id = stores.site_id and energy.interval_start_at = stores.interval_start_at
    left join conditions
        on energy.site_id = conditions.site_id and energy.interval_start_at = conditions.interval_start_at
)

select * from joined
