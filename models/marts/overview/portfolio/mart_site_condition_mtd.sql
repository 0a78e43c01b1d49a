-- One row per site, what is wrong with it now: active faults, communication month to date, newest state of health.
with

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

communication as (
    select * from {{ ref('mart_comms_site_mtd') }}
),

events as (
    select * from {{ ref('fact_events') }}
    where is_active and event_type in ('fault', 'trip', 'derate')
),

health as (
    select * from {{ ref('fact_soh_weekly') }}
),

active_faults as (
    select
        site_id,
        count(*) as active_fault_count
    from events
    group by 1
),

newest_health as (
    select *
    from health
    qualify row_number() over (partition by site_id order by estimated_date desc) = 1
),

condition as (
    select
        sites.site_id,
        sites.site_name,
        as_of.as_of_at,
        coalesce(active_faults.active_fault_count, 0) as active_fault_count,
        communication.recorded_minutes as controller_minutes,
        communication.connected_minutes,
        communication.comms_uptime_ratio,
        communication.latency_p95_ms,
        newest_health.soh_ratio,
        newest_health.guaranteed_soh_ratio,
        newest_health.estimated_date as soh_measured_date,
        sites.nameplate_dc_mwh as soh_weight_mwh,
        communication.coverage_ratio
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    left join communication on sites.site_id = communication.site_id
    left join active_faults on sites.site_id = active_faults.site_id
    left join newest_health on sites.site_id = newest_health.site_id
)

select * from condition
