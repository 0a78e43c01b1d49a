-- One row per raw row of maintenance or market settlement that breaks its contract, with the reason and the row.
with

work_order_rows as (
    select * from {{ ref('stg_cmms__work_order') }}
),

price_rows as (
    select * from {{ ref('stg_rtm__price') }}
),

auction_result_rows as (
    select * from {{ ref('stg_rtm__auction_result') }}
),

metered_volume_rows as (
    select * from {{ ref('stg_rtm__metered_volume') }}
),

settlement_line_rows as (
    select * from {{ ref('stg_rtm__settlement_line') }}
),

quarantined as (
    {{ quarantined_rows('work_order_rows', 'cmms', 'work_order') }}
    union all
    {{ quarantined_rows('price_rows', 'rtm', 'price') }}
    union all
    {{ quarantined_rows('auction_result_rows', 'rtm', 'auction_result') }}
    union all
    {{ quarantined_rows('metered_volume_rows', 'rtm', 'metered_volume') }}
    union all
    {{ quarantined_rows('settlement_line_rows', 'rtm', 'settlement_line') }}
)

select * from quarantined
