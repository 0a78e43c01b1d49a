-- One row per site, settlement period and run, the volumes that the run settled on.
with

source as (
    select * from {{ raw_rows('rtm', 'metered_volume') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        settlement_date,
        settlement_period,
        run_type,
        ---------- measures
        exported_mwh,
        imported_mwh,
        auxiliary_mwh,
        ---------- timestamps
        interval_start_utc as interval_start_at,
        published_at_utc as published_at,
        ---------- quality
        {{ quarantine_reason('rtm', 'metered_volume') }} as quarantine_reason
    from source
)

select * from renamed
