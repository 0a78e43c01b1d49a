-- One row per response product and step of frequency, share of the contract it asks for and the tolerance around it.
with

products as (
    select * from {{ ref('dim_service_product') }}
    where full_hz is not null
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- From nominal to a fifth beyond full delivery, on the side that the product answers.
steps as (
    select
        products.*,
        {{ var('nominal_frequency_hz') }}
        + case when products.direction = 'export' then -1 else 1 end * numbers.step * {{ var('response_bin_hz') }} / 2
            as f_hz
    from products
    cross join
        unnest(range(0, cast(round(products.full_hz * 2.4 / {{ var('response_bin_hz') }}) as bigint) + 1))
            as numbers (step)
),

asked as (
    select
        steps.component,
        steps.service_name,
        steps.direction,
        steps.f_hz,
        -- Plus zero: import of nothing would read minus zero.
        {{ response_ratio('steps.f_hz', 'steps') }} + 0 as asked_ratio
    from steps
),

tolerated as (
    select
        component,
        service_name,
        direction,
        f_hz,
        asked_ratio,
        asked_ratio - abs(asked_ratio) * {{ limit_of('response_slope_tolerance') }}
        - {{ limit_of('response_offset_tolerance') }} as low_ratio,
        asked_ratio + abs(asked_ratio) * {{ limit_of('response_slope_tolerance') }}
        + {{ limit_of('response_offset_tolerance') }} as high_ratio
    from asked
)

select * from tolerated
