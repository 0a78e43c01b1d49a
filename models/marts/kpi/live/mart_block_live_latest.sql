-- One row per PCS block, its newest minute with telemetry, its battery bank and what is open on it.
with

newest as (
    select * from {{ ref('fact_telemetry_latest') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

events as (
    select * from {{ ref('fact_events') }}
    where is_active
),

open_events as (
    select
        asset_id,
        count(*) as open_event_count,
        min(started_at) as oldest_open_at,
        min_by(fault_code, started_at) as oldest_open_code
    from events
    group by 1
),

stated as (
    select
        blocks.site_id,
        sites.site_name,
        blocks.asset_id,
        blocks.asset_name,
        blocks.block_number,
        blocks.vendor,
        banks.asset_id as battery_id,
        blocks.rated_kw / 1000 as rated_mw,
        as_of.as_of_at,
        pcs.interval_start_at as shown_minute_at,
        {{ elapsed_minutes(minutes_later('pcs.interval_start_at', 1), 'as_of.as_of_at') }} as sample_age_minutes,
        pcs.pcs_state,
        coalesce(pcs.pcs_state in ('RUN', 'STANDBY', 'DERATED'), false) as is_online,
        pcs.p_kw / 1000 as power_mw,
        pcs.q_kvar / 1000 as reactive_power_mvar,
        pcs.voltage_v,
        pcs.derate_ratio,
        pcs.module_temp_c,
        battery.soc_ratio,
        battery.temp_c_avg,
        battery.temp_c_max,
        coalesce(open_events.open_event_count, 0) as open_event_count,
        open_events.oldest_open_code,
        open_events.oldest_open_at
    from assets as blocks
    inner join sites on blocks.site_id = sites.site_id
    inner join as_of on blocks.site_id = as_of.site_id
    left join assets as banks on blocks.asset_id = banks.parent_asset_id and banks.asset_type = 'battery'
    left join newest as pcs on blocks.asset_id = pcs.asset_id
    left join newest as battery on banks.asset_id = battery.asset_id
    left join open_events on blocks.asset_id = open_events.asset_id
    where blocks.asset_type = 'inverter'
)

select * from stated
