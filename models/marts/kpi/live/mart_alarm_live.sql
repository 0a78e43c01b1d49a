-- One row per alarm that stands, with its age.
with

alarms as (
    select * from {{ ref('fact_alarm') }}
    where cleared_at is null
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

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

aged as (
    select
        alarms.alarm_id,
        alarms.site_id,
        sites.site_name,
        alarms.asset_id,
        assets.asset_name,
        alarms.alarm_code,
        alarms.priority,
        cast(case alarms.priority when 'critical' then 1 when 'high' then 2 when 'medium' then 3 else 4 end as bigint)
            as priority_order,
        alarms.event_id,
        alarms.raised_at,
        alarms.acknowledged_at,
        alarms.acknowledged_at is not null as is_acknowledged,
        {{ elapsed_minutes('alarms.raised_at', 'as_of.as_of_at') }} / 60 as age_hours
    from alarms
    inner join sites on alarms.site_id = sites.site_id
    inner join as_of on alarms.site_id = as_of.site_id
    left join assets on alarms.asset_id = assets.asset_id
),

standing_alarms as (
    select
        *,
        age_hours > {{ limit_of('alarm_stale_hours') }} as is_stale
    from aged
)

select * from standing_alarms
