-- One row per site and hour, minutes connected and lost: the barcode of a link.
with

minutes as (
    select * from {{ ref('fact_comms_minute') }}
),

hours as (
    select
        site_id,
        {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at,
        min(site_local_date) as site_local_date,
        count(*) as expected_minutes,
        count(*) filter (where is_recorded) as recorded_minutes,
        count(*) filter (where is_connected) as connected_minutes,
        count(*) filter (where is_recorded and not is_connected) as lost_minutes,
        count(*) filter (where is_blind) as blind_minutes,
        count(*) filter (where is_recorded) / cast(count(*) as double) as coverage_ratio
    from minutes
    group by 1, 2
)

select * from hours
