-- A curve bent at the wrong place judges every response by a contract that nobody signed.
with

products as (
    select * from {{ ref('dim_service_product') }}
),

cases as (
    select
        component,
        cast(f_hz as double) as f_hz,
        cast(share_ratio as double) as share_ratio
    from (
        values
        ('DCL', 50.0, 0),
        ('DCL', 49.99, 0),
        ('DCL', 49.8, 0.05),
        ('DCL', 49.65, 0.525),
        ('DCL', 49.5, 1),
        ('DCL', 48.8, 1),
        ('DCL', 50.5, 0),
        ('DCH', 50.2, -0.05),
        ('DCH', 50.5, -1),
        ('DCH', 49.5, 0),
        ('DML', 49.9, 0.05),
        ('DML', 49.8, 1),
        ('DRL', 49.985, 0),
        ('DRL', 49.8925, 0.5),
        ('DRL', 49.8, 1),
        ('DRH', 50.1075, -0.5),
        ('DRH', 50.3, -1)
    ) as planted (component, f_hz, share_ratio)  -- noqa: AL05
),

judged as (
    select
        cases.component,
        cases.f_hz,
        cases.share_ratio,
        {{ response_ratio('cases.f_hz', 'products') }} as asked_ratio
    from cases
    left join products on cases.component = products.component
)

select *
from judged
where asked_ratio is null or abs(asked_ratio - share_ratio) > 1e-9
