-- One row per site and month to come, state of health and energy at the meter that its fade leads to.
with

months as (
    select * from {{ ref('int_life__soh_projection') }}
),

states as (
    select * from {{ ref('int_life__site_state') }}
),

site_months as (
    select
        months.site_id,
        cast(months.projected_date as date) as projected_date,
        months.age_days / {{ var('days_per_year') }} as age_years,
        months.soh_p10 as soh_p10_ratio,
        months.soh_p50 as soh_p50_ratio,
        months.soh_p90 as soh_p90_ratio,
        months.soh_p50 * states.mwh_at_full_health as deliverable_p50_mwh,
        states.contract_mwh
    from months
    inner join states on months.site_id = states.site_id
)

select * from site_months
