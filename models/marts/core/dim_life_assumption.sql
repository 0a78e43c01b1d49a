-- One row per assumption about the end of a battery's life and its renewal.
with

assumptions as (
    select * from {{ ref('life_assumptions') }}
),

described as (
    select
        assumption_id,
        assumed_value,
        unit,
        description,
        source
    from assumptions
)

select * from described
