-- One row per kind of asset and historian tag, its name and unit.
with

tags as (
    select * from {{ ref('historian_tags') }}
),

described as (
    select
        asset_type,
        tag,
        tag_order,
        tag_name,
        unit,
        value_kind
    from tags
)

select * from described
