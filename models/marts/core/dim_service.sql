-- One row per service that a site earns money with.
with

services as (
    select * from {{ ref('services') }}
),

described as (
    select
        service_id,
        service_name,
        service_order,
        description
    from services
)

select * from described
