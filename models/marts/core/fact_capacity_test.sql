-- One row per witnessed capacity test since commercial operation.
with

tests as (
    select * from {{ ref('stg_bms__capacity_test') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('dim_site') }}
),

capacity_tests as (
    select
        tests.test_id,
        tests.site_id,
        tests.tested_at,
        tests.discharged_mwh,
        sites.contract_mwh,
        {{ safe_ratio('tests.discharged_mwh', 'sites.contract_mwh') }} as capacity_ratio,
        tests.soh_pct / 100 as soh_ratio,
        tests.resistance_ratio,
        tests.mean_temp_c,
        tests.cycle_count
    from tests
    inner join sites on tests.site_id = sites.site_id
)

select * from capacity_tests
