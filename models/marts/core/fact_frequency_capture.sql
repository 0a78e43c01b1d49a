-- One row per capture and 50-ms sample around a frequency event.
with

samples as (
    select * from {{ ref('stg_tmeic__frequency_capture') }}
    where quarantine_reason is null
),

capture_samples as (
    select
        capture_id,
        sample_index,
        site_id,
        controller_id as asset_id,
        sampled_at,
        f_hz,
        p_kw,
        baseline_kw
    from samples
)

select * from capture_samples
