-- One row per site and settlement period, the day-ahead plan with what the optimiser expected.
with

source as (
    select * from {{ raw_rows('ems', 'dispatch_plan') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        ---------- labels
        settlement_period,
        ---------- measures
        planned_mw,
        planned_soc_pct,
        expected_price_gbp_per_mwh,
        soc_shadow_price_gbp_per_mwh,
        declared_export_mw,
        declared_import_mw,
        ---------- timestamps
        settlement_date,
        interval_start_utc as interval_start_at,
        planned_at_utc as planned_at,
        ---------- quality
        {{ quarantine_reason('ems', 'dispatch_plan') }} as quarantine_reason
    from source
)

select * from renamed
