-- One row per battery bank (all racks behind one PCS block) and minute.
with

source as (
    select * from {{ raw_rows('bms', 'telemetry_battery') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        battery_id,
        ---------- measures, named as in seeds/telemetry_tags.csv
        {{ tag_columns('bms', 'telemetry_battery') }},
        ---------- timestamps
        ts_utc as interval_start_at,
        ingested_at_utc as ingested_at,
        ---------- quality
        {{ quarantine_reason('bms', 'telemetry_battery') }} as quarantine_reason
    from source
)

select * from renamed
