-- One row per response or reserve product, its curve, its times and how long it must be held.
with

products as (
    select * from {{ ref('service_products') }}
),

described as (
    select
        component,
        service_name,
        direction,
        deadband_hz,
        knee_hz,
        knee_ratio,
        full_hz,
        initiation_seconds,
        full_delivery_seconds,
        sustained_hours,
        source
    from products
)

select * from described
