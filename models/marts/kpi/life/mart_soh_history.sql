-- One row per site, day and basis of state of health: measured, guaranteed and to come.
with

weekly as (
    select * from {{ ref('fact_soh_weekly') }}
),

tests as (
    select * from {{ ref('fact_capacity_test') }}
),

months as (
    select * from {{ ref('fact_soh_projection') }}
),

curve as (
    select * from {{ ref('fact_warranty_curve') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

{%- set nothing = 'cast(null as double)' %}

told as (
    select
        site_id,
        estimated_date as soh_date,
        'weekly' as basis,
        soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        {{ nothing }} as deliverable_mwh
    from weekly
    union all
    select
        site_id,
        cast(tested_at as date) as soh_date,
        'capacity_test' as basis,
        soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        discharged_mwh as deliverable_mwh
    from tests
    union all
    select
        site_id,
        projected_date as soh_date,
        'projection' as basis,
        soh_p50_ratio as soh_ratio,
        soh_p10_ratio,
        soh_p90_ratio,
        deliverable_p50_mwh as deliverable_mwh
    from months
    where age_years <= {{ var('fan_years') }}
    union all
    -- Corners of the guarantee; straight lines run between them.
    select
        curve.site_id,
        cast({{ dbt.dateadd(
            'day', 'cast(curve.year_number * ' ~ var('days_per_year') ~ ' as integer)', 'sites.commercial_operation_date'
        ) }} as date) as soh_date,
        'guarantee' as basis,
        curve.guaranteed_soh_ratio as soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        {{ nothing }} as deliverable_mwh
    from curve
    inner join sites on curve.site_id = sites.site_id
),

named as (
    select
        told.site_id,
        sites.site_name,
        told.soh_date,
        told.basis,
        told.soh_ratio,
        told.soh_p10_ratio,
        told.soh_p90_ratio,
        told.deliverable_mwh,
        sites.contract_mwh
    from told
    inner join sites on told.site_id = sites.site_id
)

select * from named
