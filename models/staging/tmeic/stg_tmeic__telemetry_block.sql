-- One row per PCS block (inverter skid) and minute, measured at the block's AC terminals and DC bus.
with

source as (
    select * from {{ raw_rows('tmeic', 'telemetry_block') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        inverter_id,
        ---------- labels and measures, named as in seeds/telemetry_tags.csv
        {{ tag_columns('tmeic', 'telemetry_block') }},
        ---------- timestamps
        ts_utc as interval_start_at,
        ingested_at_utc as ingested_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'telemetry_block') }} as quarantine_reason
    from source
)

select * from renamed
