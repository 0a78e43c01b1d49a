-- One row per site and week since commercial operation, state of health, its guarantee and the throughput so far.
with

estimates as (
    select * from {{ ref('int_warranty__soh_guaranteed') }}
),

throughput as (
    select * from {{ ref('int_warranty__throughput_week') }}
),

site_weeks as (
    select
        estimates.site_id,
        estimates.estimated_date,
        estimates.soh_ratio,
        estimates.guaranteed_soh_ratio,
        estimates.age_years,
        estimates.cycle_count,
        throughput.discharged_dc_mwh
    from estimates
    left join throughput
        on estimates.site_id = throughput.site_id and estimates.estimated_date = throughput.estimated_date
)

select * from site_weeks
