-- One row per witnessed capacity test, energy demonstrated at the POC against the contract.
with

tests as (
    select * from {{ ref('fact_capacity_test') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

compared as (
    select
        tests.test_id,
        tests.site_id,
        sites.site_name,
        tests.tested_at,
        tests.discharged_mwh as demonstrated_mwh,
        sites.contract_mwh,
        {{ safe_ratio('tests.discharged_mwh', 'sites.contract_mwh') }} as capacity_ratio,
        tests.discharged_mwh - sites.contract_mwh as margin_mwh,
        tests.mean_temp_c,
        row_number() over (partition by tests.site_id order by tests.tested_at desc) = 1 as is_latest
    from tests
    inner join sites on tests.site_id = sites.site_id
)

select * from compared
