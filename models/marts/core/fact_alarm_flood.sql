-- One row per site and alarm flood, from its first to its last alarm, and what rang most in it.
with

floods as (
    select * from {{ ref('int_alarms__flood') }}
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

ranked_codes as (
    select
        *,
        row_number() over (partition by site_id, started_at order by alarm_count desc, alarm_code asc) as code_rank
    from flood_codes
),

site_floods as (
    select
        floods.site_id,
        floods.started_at,
        floods.ended_at,
        {{ site_local_date('floods.started_at', 'sites.time_zone') }} as site_local_date,
        floods.alarm_count,
        floods.flood_minutes,
        ranked_codes.alarm_code as leading_alarm_code,
        ranked_codes.alarm_count as leading_alarm_count,
        ranked_codes.event_id as leading_event_id
    from floods
    inner join sites on floods.site_id = sites.site_id
    left join ranked_codes
        on
            floods.site_id = ranked_codes.site_id
            and floods.started_at = ranked_codes.started_at
            and ranked_codes.code_rank = 1
)

select * from site_floods
