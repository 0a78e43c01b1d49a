-- A slope or delay off by more than this would have a sound controller retuned, or a slow one left alone.
{{ config(enabled=(target.type == 'duckdb')) }}
with

planted as (
    select * from {{ raw_rows('truth', 'truth_capture') }}
),

found as (
    select * from {{ ref('fact_frequency_response') }}
)

select
    coalesce(planted.capture_id, found.capture_id) as capture_id,
    planted.slope_ratio as planted_slope_ratio,
    found.slope_ratio,
    planted.delay_seconds as planted_delay_seconds,
    found.delay_seconds
from planted
full outer join found on planted.capture_id = found.capture_id
where
    planted.capture_id is null
    or found.capture_id is null
    or abs(found.slope_ratio - planted.slope_ratio) > 0.02
    or abs(found.delay_seconds - planted.delay_seconds) > 0.1
    -- Only a plant mostly out, or an event that asks for less than a seventh of the contract (the flat part of the
    -- curve ends at 0.2 Hz), may be too weak to tell a delay.
    or (
        found.delay_seconds is null
        and planted.slope_ratio >= 0.5
        and abs(planted.nadir_hz - {{ var('nominal_frequency_hz') }}) >= 0.23
    )
    -- The recorder reads frequency to half a thousandth.
    or abs(found.nadir_hz - planted.nadir_hz) > 0.005
