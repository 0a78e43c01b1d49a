-- One row per site and settlement period, energy by the controller's own measurement, weather and standing still.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

banks as (
    select
        site_id,
        interval_start_at,
        sum(voltage_v * current_a) / 60e3 as drawn_kwh
    from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null
    group by 1, 2
),

meters as (
    select * from {{ ref('int_energy__meter_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

minutes as (
    select
        meters.site_id,
        {{ period_start('meters.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        sites.meter_interval_minutes,
        telemetry.p_kw * sites.meter_interval_minutes / 60 / 1000 as scada_mwh,
        telemetry.ambient_c,
        -- A standing plant feeds its converters from the battery, so the meters alone would see too little.
        (meters.imported_kwh - meters.exported_kwh + meters.auxiliary_kwh + banks.drawn_kwh) / 1000 as lost_mwh,
        banks.drawn_kwh is not null
        and abs(meters.exported_kwh - meters.imported_kwh) * 60 / sites.meter_interval_minutes
        < 1000 * sites.rated_mw * {{ limit_of('standby_power') }} as is_standby
    from meters
    inner join sites on meters.site_id = sites.site_id
    left join telemetry
        on meters.site_id = telemetry.site_id and meters.interval_start_at = telemetry.interval_start_at
    left join banks
        on meters.site_id = banks.site_id and meters.interval_start_at = banks.interval_start_at
),

periods as (
    select
        site_id,
        interval_start_at,
        sum(case when scada_mwh > 0 then scada_mwh else 0 end) as scada_exported_mwh,
        sum(case when scada_mwh < 0 then -scada_mwh else 0 end) as scada_imported_mwh,
        count(scada_mwh) as scada_minute_count,
        avg(ambient_c) as ambient_c,
        cast(sum(case when is_standby then meter_interval_minutes else 0 end) as bigint) as standby_minutes,
        sum(case when is_standby then lost_mwh else 0 end) as standby_mwh
    from minutes
    group by 1, 2
)

select * from periods
