-- One row per site and minute, lowest and highest state of charge of its battery banks.
{{ config(
    materialized='incremental' if var('is_live_update') else 'view',
    unique_key=['site_id', 'interval_start_at'],
    on_schema_change='fail'
) }}
with

banks as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null and {{ is_live_row('interval_start_at') }}
),

bounded as (
    select
        site_id,
        interval_start_at,
        min(soc_pct) / 100 as lowest_soc_ratio,
        max(soc_pct) / 100 as highest_soc_ratio
    from banks
    group by 1, 2
)

select * from bounded
