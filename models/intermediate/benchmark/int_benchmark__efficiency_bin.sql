-- One row per vendor and bin of load, energy into and out of the conversion between DC and AC.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
    where quarantine_reason is null and inverter_efficiency_pct > 0
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

loaded as (
    select
        assets.vendor,
        abs(telemetry.p_kw) / assets.rated_kva as load_ratio,
        abs(telemetry.p_kw) as ac_kw,
        -- Discharging, AC is what comes out; charging, it is what goes in.
        telemetry.p_kw > 0 as is_discharging,
        telemetry.inverter_efficiency_pct / 100 as efficiency_ratio
    from telemetry
    inner join assets on telemetry.inverter_id = assets.asset_id
),

binned as (
    select
        vendor,
        cast(floor(load_ratio / {{ var('load_bin_ratio') }}) as bigint) as load_bin,
        count(*) as block_minutes,
        sum(case when is_discharging then ac_kw / efficiency_ratio else ac_kw end) / 60 / 1000 as input_mwh,
        sum(case when is_discharging then ac_kw else ac_kw * efficiency_ratio end) / 60 / 1000 as output_mwh
    from loaded
    where load_ratio >= {{ var('load_bin_minimum_ratio') }}
    group by 1, 2
)

select * from binned
