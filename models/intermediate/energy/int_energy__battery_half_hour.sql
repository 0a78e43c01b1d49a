-- One row per site and settlement period, energy at the DC terminals of its batteries and their state of charge.
{{ config(
    materialized='incremental' if var('is_live_update') else 'view',
    unique_key=['site_id', 'interval_start_at'],
    on_schema_change='fail'
) }}
with

banks as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    -- Every market's settlement periods divide the hour.
    where quarantine_reason is null and {{ is_live_row('interval_start_at', whole='hour') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

bank_periods as (
    select
        banks.site_id,
        banks.battery_id,
        {{ period_start('banks.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        sum(case when banks.current_a > 0 then banks.voltage_v * banks.current_a else 0 end) / 60e6
            as discharged_dc_mwh,
        sum(case when banks.current_a < 0 then -banks.voltage_v * banks.current_a else 0 end) / 60e6
            as charged_dc_mwh,
        min_by(banks.soc_pct, banks.interval_start_at) filter (where banks.soc_pct is not null) as soc_first_pct,
        max_by(banks.soc_pct, banks.interval_start_at) filter (where banks.soc_pct is not null) as soc_end_pct
    from banks
    inner join sites on banks.site_id = sites.site_id
    group by 1, 2, 3
),

site_periods as (
    select
        site_id,
        interval_start_at,
        sum(discharged_dc_mwh) as discharged_dc_mwh,
        sum(charged_dc_mwh) as charged_dc_mwh,
        -- Banks of a site are alike; the mean over banks is the site's state of charge.
        avg(soc_first_pct) as soc_first_pct,
        avg(soc_end_pct) as soc_end_pct
    from bank_periods
    group by 1, 2
)

select * from site_periods
