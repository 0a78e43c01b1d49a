-- One row per site, battery where it is told apart, basis and day of a measured state of health.
with

tests as (
    select * from {{ ref('stg_bms__capacity_test') }}
    where quarantine_reason is null
),

weekly as (
    select * from {{ ref('stg_bms__soh_weekly') }}
    where quarantine_reason is null
),

shown as (
    select * from {{ ref('int_life__battery_soh_day') }}
),

measurements as (
    select
        site_id,
        cast(null as {{ dbt.type_string() }}) as battery_id,
        'capacity_test' as basis,
        cast(tested_at as date) as measured_date,
        soh_pct / 100 as soh_ratio,
        cycle_count
    from tests
    union all
    select
        site_id,
        cast(null as {{ dbt.type_string() }}) as battery_id,
        'weekly' as basis,
        estimated_date as measured_date,
        soh_pct / 100 as soh_ratio,
        cycle_count
    from weekly
    union all
    select
        site_id,
        battery_id,
        'last_30_days' as basis,
        measured_date,
        soh_ratio,
        cast(null as double) as cycle_count
    from shown
    qualify
        measured_date
        > {{ dbt.dateadd('day', -var('recent_slope_days'), 'max(measured_date) over (partition by site_id)') }}
)

select * from measurements
