-- One row per witnessed capacity test since commercial operation.
with

tests as (
    select * from {{ ref('stg_bms__capacity_test') }}
    where quarantine_reason is null
),

chosen as (
    select
        test_id,
        site_id,
        tested_at,
        discharged_mwh,
        soh_pct / 100 as soh_ratio,
        resistance_ratio,
        mean_temp_c,
        cycle_count
    from tests
)

select * from chosen
