-- One row per site and settlement period, the optimiser's day-ahead plan with the prices it expected.
with

plans as (
    select * from {{ ref('stg_ems__dispatch_plan') }}
    where quarantine_reason is null
),

dispatch_plans as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        planned_at,
        planned_mw,
        planned_soc_pct / 100 as planned_soc_ratio,
        expected_price_gbp_per_mwh,
        soc_shadow_price_gbp_per_mwh,
        declared_export_mw,
        declared_import_mw
    from plans
)

select * from dispatch_plans
