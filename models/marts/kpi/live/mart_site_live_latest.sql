-- One row per site, its newest minute: power, charge, alarms, and whether what is sold can be delivered now.
with

newest as (
    select * from {{ ref('fact_telemetry_latest') }}
),

minutes as (
    select * from {{ ref('fact_dispatch') }}
),

ready as (
    select * from {{ ref('fact_deliverability_half_hour') }}
),

alarms as (
    select * from {{ ref('fact_alarm') }}
    where cleared_at is null
),

sites as (
    select
        dim_site.*,
        as_of.as_of_at,
        as_of.as_of_date
    from {{ ref('dim_site') }} as dim_site
    inner join {{ ref('dim_as_of') }} as as_of on dim_site.site_id = as_of.site_id
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

plants as (
    select
        site_id,
        max(case when asset_type = 'controller' then interval_start_at end) as shown_minute_at,
        max(case when asset_type = 'controller' then p_kw end) / 1000 as power_mw,
        max(case when asset_type = 'controller' then q_kvar end) / 1000 as reactive_power_mvar,
        max(case when asset_type = 'controller' then v_pu end) as voltage_pu,
        max(case when asset_type = 'controller' then f_hz end) as frequency_hz,
        max(case when asset_type = 'controller' then setpoint_kw end) / 1000 as setpoint_mw,
        max(case when asset_type = 'controller' then controller_status end) as controller_status,
        avg(case when asset_type = 'battery' then soc_ratio end) as soc_ratio,
        count(*) filter (where asset_type = 'inverter' and pcs_state in ('RUN', 'STANDBY', 'DERATED'))
            as blocks_online_count
    from newest
    group by 1
),

standing as (
    select
        site_id,
        count(*) as active_alarm_count,
        count(*) filter (where priority = 'critical') as critical_alarm_count,
        count(*) filter (where priority = 'high') as high_alarm_count,
        count(*) filter (where priority = 'medium') as medium_alarm_count,
        count(*) filter (where priority = 'low') as low_alarm_count
    from alarms
    group by 1
),

followed as (
    select
        minutes.site_id,
        count(minutes.is_within_tolerance) as valid_minute_count,
        count(*) filter (where minutes.is_within_tolerance) as compliant_minute_count
    from minutes
    inner join sites on minutes.site_id = sites.site_id
    where {{ within_window('minutes.interval_start_at', '24h', 'sites') }}
    group by 1
),

-- The settlement period that the newest minute lies in; an older one would not be about now.
current_period as (
    select
        ready.site_id,
        max(ready.usable_energy_mwh) as usable_energy_mwh,
        max(case when ready.direction = 'export' then ready.contracted_mw end) as export_contracted_mw,
        max(case when ready.direction = 'export' then ready.margin_mw end) as export_margin_mw,
        max(case when ready.direction = 'import' then ready.contracted_mw end) as import_contracted_mw,
        max(case when ready.direction = 'import' then ready.margin_mw end) as import_margin_mw
    from ready
    inner join sites on ready.site_id = sites.site_id
    where ready.interval_start_at = {{ period_start(minutes_later('sites.as_of_at', -1), 'sites.period_minutes') }}
    group by 1
),

stated as (
    select
        sites.site_id,
        sites.site_name,
        sites.vendor,
        sites.rated_mw,
        sites.as_of_at,
        plants.shown_minute_at,
        {{ elapsed_minutes(minutes_later('plants.shown_minute_at', 1), 'sites.as_of_at') }} as sample_age_minutes,
        plants.power_mw,
        plants.setpoint_mw,
        plants.reactive_power_mvar,
        plants.voltage_pu,
        plants.frequency_hz,
        plants.soc_ratio,
        plants.soc_ratio * current_period.usable_energy_mwh as stored_mwh,
        current_period.usable_energy_mwh,
        plants.controller_status,
        sites.inverter_count as block_count,
        coalesce(plants.blocks_online_count, 0) as blocks_online_count,
        current_period.export_contracted_mw,
        current_period.export_margin_mw,
        current_period.import_contracted_mw,
        current_period.import_margin_mw,
        coalesce(standing.active_alarm_count, 0) as active_alarm_count,
        coalesce(standing.critical_alarm_count, 0) as critical_alarm_count,
        coalesce(standing.high_alarm_count, 0) as high_alarm_count,
        coalesce(standing.medium_alarm_count, 0) as medium_alarm_count,
        coalesce(standing.low_alarm_count, 0) as low_alarm_count,
        coalesce(followed.valid_minute_count, 0) as valid_minute_count,
        coalesce(followed.compliant_minute_count, 0) as compliant_minute_count,
        coalesce(followed.valid_minute_count, 0) / cast({{ var('minutes_per_day') }} as double) as coverage_ratio,
        {{ if_covered(
            safe_ratio('cast(followed.compliant_minute_count as double)', 'followed.valid_minute_count'),
            'followed.valid_minute_count / cast(' ~ var('minutes_per_day') ~ ' as double)'
        ) }} as dispatch_compliance_ratio,
        {{ limit_of('dispatch_compliance') }} as dispatch_compliance_target_ratio
    from sites
    left join plants on sites.site_id = plants.site_id
    left join current_period on sites.site_id = current_period.site_id
    left join standing on sites.site_id = standing.site_id
    left join followed on sites.site_id = followed.site_id
)

select * from stated
