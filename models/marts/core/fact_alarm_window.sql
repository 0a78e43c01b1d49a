-- One row per site and ten-minute window in which any site delivered, alarms annunciated to its operators.
with

windows as (
    select * from {{ ref('int_alarms__window') }}
),

site_windows as (
    select
        site_id,
        window_start_at,
        site_local_date,
        is_recorded,
        alarm_count
    from windows
)

select * from site_windows
