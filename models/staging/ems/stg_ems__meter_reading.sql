-- One row per site and minute, cumulative registers of the settlement meter (M1) and the auxiliary meter (M4).
with

source as (
    select * from {{ raw_rows('ems', 'meter_reading') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        ---------- measures
        m1_export_kwh_total,
        m1_import_kwh_total,
        m4_import_kwh_total,
        ---------- timestamps
        ts_utc as interval_start_at,
        ---------- quality
        {{ quarantine_reason('ems', 'meter_reading') }} as quarantine_reason
    from source
)

select * from renamed
