-- One row per site, settlement period and direction, response and reserve sold and the energy that it obliges to hold.
with

positions as (
    select * from {{ ref('int_settlement__contract_position') }}
),

products as (
    select * from {{ ref('dim_service_product') }}
),

obligations as (
    select
        positions.site_id,
        positions.interval_start_at,
        products.direction,
        sum(positions.contracted_mw) as contracted_mw,
        -- Products of one direction add up: each needs its own hours of its own power.
        sum(positions.contracted_mw * products.sustained_hours) as required_mwh
    from positions
    inner join products on positions.component = products.component
    group by 1, 2, 3
)

select * from obligations
