-- One row per site and year-end of the guaranteed state of health and throughput.
with

curve as (
    select * from {{ ref('stg_finance__warranty_curve') }}
    where quarantine_reason is null
),

site_years as (
    select
        site_id,
        year_number,
        guaranteed_soh_ratio,
        warranted_throughput_mwh
    from curve
)

select * from site_years
