-- One row per plant controller and minute, measured at the point of connection (POC).
with

source as (
    select * from {{ raw_rows('tmeic', 'telemetry_plant') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        controller_id,
        ---------- labels and measures, named as in seeds/telemetry_tags.csv
        {{ tag_columns('tmeic', 'telemetry_plant') }},
        ---------- timestamps
        ts_utc as interval_start_at,
        ingested_at_utc as ingested_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'telemetry_plant') }} as quarantine_reason
    from source
)

select * from renamed
