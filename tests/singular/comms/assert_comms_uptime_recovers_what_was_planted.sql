-- Uptime off by more than 0.05 percentage points would turn a kept guarantee into a breach, or hide one.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_availability') }}
),

measured as (
    select
        site_id,
        count(*) filter (where comms_drop_rate < 1) / cast(count(*) as double) as uptime_ratio
    from {{ ref('fact_telemetry') }}
    where asset_type = 'controller'
    group by 1
)

select
    planted.site_id,
    measured.uptime_ratio,
    planted.comms_uptime_ratio
from planted
left join measured on planted.site_id = measured.site_id
where measured.site_id is null or abs(measured.uptime_ratio - planted.comms_uptime_ratio) > 0.0005
