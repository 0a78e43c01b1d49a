-- One row per PCS block and controller, time observed and time in operation.
with

exposure as (
    select * from {{ ref('int_reliability__asset_exposure') }}
),

asset_exposures as (
    select
        site_id,
        asset_id,
        asset_type,
        observed_from_at,
        observed_to_at,
        observed_hours,
        operating_hours
    from exposure
)

select * from asset_exposures
