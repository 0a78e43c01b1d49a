-- One row per service that a site earns money with.
with

services as (
    select * from {{ ref('services') }}
),

dim_services as (
    select
        service_id,
        service_name,
        service_order,
        description
    from services
)

select * from dim_services
