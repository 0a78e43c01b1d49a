-- One row per kind of asset and telemetry tag: name, meaning, unit, source and limits.
with

seed_tags as (
    select * from {{ ref('telemetry_tags') }}
),

tags as (
    select
        asset_type,
        tag,
        tag_order,
        tag_name,
        meaning,
        unit,
        value_kind,
        source_table,
        source_column,
        is_required,
        scale,
        minimum,
        maximum,
        max_change_per_minute,
        flat_line_minutes,
        sentinel_values,
        limits_source,
        is_shown_first,
        is_shown_with_event
    from seed_tags
)

select * from tags
