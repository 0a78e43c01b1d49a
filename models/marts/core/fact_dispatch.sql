-- One row per site and minute, what the EMS asked for, what the controller had as setpoint and what the plant did.
with

commands as (
    select * from {{ ref('stg_ems__dispatch_command') }}
    where quarantine_reason is null
),

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

meters as (
    select * from {{ ref('int_energy__meter_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

tracking as (
    select * from {{ ref('int_dispatch__tracking') }}
),

compared as (
    select
        commands.site_id,
        commands.interval_start_at,
        {{ site_local_date('commands.interval_start_at', 'sites.time_zone') }} as site_local_date,
        commands.reason as command_reason,
        commands.baseline_kw,
        commands.response_kw,
        commands.command_kw,
        telemetry.setpoint_kw,
        telemetry.p_kw as actual_kw,
        (meters.exported_kwh - meters.imported_kwh) * 60 as metered_kw,
        telemetry.p_kw - commands.command_kw as tracking_error_kw,
        telemetry.p_kw is null as is_comms_lost,
        tracking.available_ratio,
        tracking.delay_seconds,
        tracking.aligned_command_kw,
        tracking.aligned_error_kw,
        tracking.is_tracking_judged,
        tracking.is_within_tolerance,
        tracking.ramp_kw_per_minute
    from commands
    inner join sites on commands.site_id = sites.site_id
    left join telemetry
        on commands.site_id = telemetry.site_id and commands.interval_start_at = telemetry.interval_start_at
    left join meters
        on commands.site_id = meters.site_id and commands.interval_start_at = meters.interval_start_at
    left join tracking
        on commands.site_id = tracking.site_id and commands.interval_start_at = tracking.interval_start_at
)

select * from compared
