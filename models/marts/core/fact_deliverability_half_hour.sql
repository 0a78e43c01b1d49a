-- One row per site, settlement period and direction, power and energy that stood ready against what was sold.
with

ready as (
    select * from {{ ref('int_dispatch__deliverability_half_hour') }}
),

chosen as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        direction,
        contracted_mw,
        required_mwh,
        headroom_mw,
        deliverable_mwh
    from ready
)

select * from chosen
