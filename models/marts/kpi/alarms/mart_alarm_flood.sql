-- One row per site and alarm flood, how big it was and what rang most.
with

floods as (
    select * from {{ ref('fact_alarm_flood') }}
),

alarms as (
    select * from {{ ref('fact_alarm') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

flood_codes as (
    select
        floods.site_id,
        floods.started_at,
        alarms.alarm_code,
        count(*) as alarm_count,
        min(alarms.event_id) as event_id
    from floods
    inner join alarms
        on
            floods.site_id = alarms.site_id
            and floods.started_at <= alarms.raised_at
            and floods.ended_at >= alarms.raised_at
    group by 1, 2, 3
),

leading_codes as (
    select *
    from flood_codes
    qualify row_number() over (partition by site_id, started_at order by alarm_count desc, alarm_code asc) = 1
),

site_floods as (
    select
        floods.site_id,
        sites.site_name,
        floods.started_at,
        floods.ended_at,
        {{ site_local_date('floods.started_at', 'sites.time_zone') }} as site_local_date,
        floods.flood_minutes,
        floods.alarm_count,
        leading_codes.alarm_code as leading_alarm_code,
        leading_codes.alarm_count as leading_alarm_count,
        leading_codes.event_id as leading_event_id
    from floods
    inner join sites on floods.site_id = sites.site_id
    left join leading_codes on floods.site_id = leading_codes.site_id and floods.started_at = leading_codes.started_at
)

select * from site_floods
