-- One row per site and loss of communication, with what the meter saw meanwhile.
{{ config(materialized='table') }}
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

meters as (
    select * from {{ ref('int_energy__meter_minute') }}
),

commands as (
    select * from {{ ref('stg_ems__dispatch_command') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

lost_minutes as (
    select
        telemetry.site_id,
        telemetry.interval_start_at,
        -- Minutes in a row keep the same distance to their row number: that distance names the gap.
        {{ minutes_later(
            'telemetry.interval_start_at',
            '-row_number() over (partition by telemetry.site_id order by telemetry.interval_start_at)'
        ) }} as gap_key,
        (meters.exported_kwh - meters.imported_kwh) / 1000 as metered_mwh,
        (commands.baseline_kw + commands.response_kw) / 60e3 as scheduled_mwh,
        -- The schedule, not the command: a plant known to be out is commanded nothing and would look obedient.
        abs(commands.baseline_kw + commands.response_kw)
        > sites.rated_mw * 1000 * {{ var('scheduled_power_ratio') }} as is_scheduled,
        abs(meters.exported_kwh - meters.imported_kwh) * 60
        <= sites.rated_mw * 1000 * {{ var('standing_power_ratio') }} as is_standing
    from telemetry
    inner join sites on telemetry.site_id = sites.site_id
    left join meters
        on telemetry.site_id = meters.site_id and telemetry.interval_start_at = meters.interval_start_at
    left join commands
        on telemetry.site_id = commands.site_id and telemetry.interval_start_at = commands.interval_start_at
    where telemetry.comms_drop_rate >= 1
),

gaps as (
    select
        site_id,
        min(interval_start_at) as started_at,
        {{ minutes_later('max(interval_start_at)', 1) }} as ended_at,
        count(*) as gap_minutes,
        sum(metered_mwh) as metered_mwh,
        sum(scheduled_mwh) as scheduled_mwh,
        count(*) filter (where is_scheduled) as scheduled_minutes,
        count(*) filter (where is_scheduled and is_standing) as standing_minutes
    from lost_minutes
    group by site_id, gap_key
),

classified as (
    select
        *,
        case
            -- Nothing was asked of the plant: its standing still proves nothing.
            when scheduled_minutes = 0 then 'comms'
            when standing_minutes <= scheduled_minutes * {{ var('gap_class_tolerance_ratio') }} then 'comms'
            when standing_minutes >= scheduled_minutes * (1 - {{ var('gap_class_tolerance_ratio') }}) then 'real'
            else 'mixed'
        end as gap_class
    from gaps
)

select * from classified
