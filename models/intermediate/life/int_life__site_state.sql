-- One row per site with a capacity test, what its batteries must deliver and what their health is worth at the meter.
with

tests as (
    select * from {{ ref('stg_bms__capacity_test') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

newest as (
    select cast(max(interval_start_at) as date) as last_date
    from telemetry
),

-- Installed energy × usable window × discharge efficiency, as the tests show it.
delivered as (
    select
        site_id,
        percentile_cont(0.5) within group (order by discharged_mwh / (soh_pct / 100)) as mwh_at_full_health
    from tests
    group by 1
),

states as (
    select
        sites.site_id,
        sites.commercial_operation_date,
        newest.last_date,
        {{ dbt.datediff('sites.commercial_operation_date', 'newest.last_date', 'day') }}
            as age_days,
        sites.contract_mwh,
        delivered.mwh_at_full_health,
        sites.contract_mwh / delivered.mwh_at_full_health as needed_soh_ratio
    from sites
    inner join delivered on sites.site_id = delivered.site_id
    cross join newest
)

select * from states
