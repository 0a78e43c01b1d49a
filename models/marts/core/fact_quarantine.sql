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
)

select * from all_systems
