-- One row per site and settlement period, energy at the DC terminals of its batteries and their state of charge.
with

banks as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null
),

bank_periods as (
    select
        site_id,
        battery_id,
        {{ half_hour_start('interval_start_at') }} as interval_start_at,
        sum(case when current_a > 0 then voltage_v * current_a else 0 end) / 60e6 as discharged_dc_mwh,
        sum(case when current_a < 0 then -voltage_v * current_a else 0 end) / 60e6 as charged_dc_mwh,
        max_by(soc_pct, interval_start_at) filter (where soc_pct is not null) as soc_end_pct
    from banks
    group by 1, 2, 3
),

site_periods as (
    select
        site_id,
        interval_start_at,
        sum(discharged_dc_mwh) as discharged_dc_mwh,
        sum(charged_dc_mwh) as charged_dc_mwh,
        -- Banks of a site are alike; the mean over banks is the site's state of charge.
        avg(soc_end_pct) as soc_end_pct
    from bank_periods
    group by 1, 2
)

select * from site_periods
