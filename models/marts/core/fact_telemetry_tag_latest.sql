-- One row per asset and historian tag that is due every day, when it last had a value.
with

newest as (
    select * from {{ ref('int_quality__tag_latest') }}
),

asset_tags as (
    select
        site_id,
        asset_id,
        asset_type,
        tag,
        last_value_at
    from newest
)

select * from asset_tags
