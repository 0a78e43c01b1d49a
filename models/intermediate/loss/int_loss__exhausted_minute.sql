-- One row per PCS block and minute out of service with its bank empty or full, unable to follow in that direction.
-- A table: joined to all block-minutes, it must be small and its size known.
{{ config(materialized='table') }}
with

block_minutes as (
    select * from {{ ref('int_availability__block_minute') }}
    where unavailable_ratio = 1
),

banks as (
    select * from {{ ref('int_cycling__battery_minute') }}
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'battery'
),

-- Charge counted from current: what the BMS shows drifts by as much as the limit.
judged as (
    select
        block_minutes.inverter_id,
        block_minutes.interval_start_at,
        banks.soc_counted_ratio < {{ var('exhausted_soc_ratio') }} as is_empty,
        banks.soc_counted_ratio > 1 - {{ var('exhausted_soc_ratio') }} as is_full
    from block_minutes
    inner join assets on block_minutes.inverter_id = assets.parent_asset_id
    inner join banks
        on
            assets.asset_id = banks.battery_id
            and block_minutes.interval_start_at = banks.interval_start_at
),

exhausted as (
    select * from judged
    where is_empty or is_full
)

select * from exhausted
