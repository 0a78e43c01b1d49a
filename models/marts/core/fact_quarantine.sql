-- One row per raw row that broke its contract and was kept out of the warehouse.
with

tmeic as (
    select * from {{ ref('int_quality__quarantined_tmeic') }}
),

bms as (
    select * from {{ ref('int_quality__quarantined_bms') }}
),

ems as (
    select * from {{ ref('int_quality__quarantined_ems') }}
),

cmms_rtm as (
    select * from {{ ref('int_quality__quarantined_cmms_rtm') }}
),

finance_contract as (
    select * from {{ ref('int_quality__quarantined_finance_contract') }}
),

finance_money as (
    select * from {{ ref('int_quality__quarantined_finance_money') }}
),

all_systems as (
    select * from tmeic
    union all
    select * from bms
    union all
    select * from ems
    union all
    select * from cmms_rtm
    union all
    select * from finance_contract
    union all
    select * from finance_money
),

numbered as (
    select
        *,
        -- The same row may be refused twice, and then stands here twice.
        row_number() over (partition by source_table, row_json order by quarantine_reason) as copy_number
    from all_systems
),

identified as (
    select
        {{ dbt.hash("source_table || row_json || cast(copy_number as " ~ dbt.type_string() ~ ")") }} as quarantine_id,
        source_table,
        quarantine_reason,
        asset_id,
        interval_start_at,
        row_json
    from numbered
)

select * from identified
