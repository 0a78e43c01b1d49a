-- One row per site and end: contract no longer delivered, end of life.
with

ends as (
    select * from {{ ref('int_life__end_dated') }}
),

chosen as (
    select
        site_id,
        life_end,
        needed_soh_ratio,
        contract_mwh,
        mwh_at_full_health,
        p10_date,
        p50_date,
        p90_date,
        p10_years,
        p50_years,
        p90_years
    from ends
)

select * from chosen
