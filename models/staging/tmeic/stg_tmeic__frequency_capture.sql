-- One row per capture and 50-ms sample around a frequency event, from the site's high-speed recorder.
with

source as (
    select * from {{ raw_rows('tmeic', 'frequency_capture') }}
),

renamed as (
    select
        ---------- ids
        capture_id,
        site_id,
        controller_id,
        ---------- labels
        sample_index,
        ---------- measures
        f_hz,
        p_kw,
        baseline_kw,
        ---------- timestamps
        ts_utc as sampled_at,
        ---------- quality
        {{ quarantine_reason('tmeic', 'frequency_capture') }} as quarantine_reason
    from source
)

select * from renamed
