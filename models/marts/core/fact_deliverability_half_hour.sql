-- One row per site, settlement period and direction, power and energy that stood ready against what was sold.
with

margins as (
    select * from {{ ref('int_dispatch__margin_half_hour') }}
),

site_half_hours as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        direction,
        contracted_mw,
        headroom_mw,
        required_mwh,
        deliverable_mwh,
        usable_energy_mwh,
        energy_limited_mw,
        margin_mw,
        -- Response and reserve sold only: a plant with nothing sold cannot be short of it.
        contracted_mw > 0 and margin_mw < -{{ var('headroom_tolerance_mw') }} as is_short,
        commanded_minutes
    from margins
)

select * from site_half_hours
