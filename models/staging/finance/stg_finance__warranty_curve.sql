-- One row per site and year-end of the guaranteed state of health.
with

source as (
    select * from {{ raw_rows('finance', 'warranty_curve') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        year_number,
        ---------- measures
        guaranteed_soh_pct / 100.0 as guaranteed_soh_ratio,
        warranted_throughput_mwh,
        ---------- quality
        {{ quarantine_reason('finance', 'warranty_curve') }} as quarantine_reason
    from source
)

select * from renamed
