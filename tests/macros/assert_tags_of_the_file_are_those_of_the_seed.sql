-- SQL written tag by tag reads the seed's file, everything else its table: were they to differ, a check would judge by
-- other limits than those that are shown.
with

file_tags as (
    {%- for tag in telemetry_tags() %}
    select
        '{{ tag.asset_type }}' as asset_type,
        '{{ tag.tag }}' as tag,
        '{{ tag.value_kind }}' as value_kind,
        '{{ tag.source_table }}' as source_table,
        '{{ tag.source_column }}' as source_column,
        {{ tag.is_required }} as is_required,
        cast({{ tag.minimum or 'null' }} as double) as minimum,
        cast({{ tag.max_change_per_minute or 'null' }} as double) as max_change_per_minute,
        cast({{ tag.flat_line_minutes or 'null' }} as double) as flat_line_minutes,
        '{{ tag.sentinel_values }}' as sentinel_values
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

seed_tags as (
    select
        asset_type,
        tag,
        value_kind,
        source_table,
        source_column,
        is_required,
        minimum,
        max_change_per_minute,
        flat_line_minutes,
        sentinel_values
    from {{ ref('dim_telemetry_tag') }}
),

both_tags as (
    select * from file_tags
    union all
    select * from seed_tags
),

single_tags as (
    select
        asset_type,
        tag
    from both_tags
    group by
        asset_type, tag, value_kind, source_table, source_column, is_required, minimum, max_change_per_minute,
        flat_line_minutes, sentinel_values
    having count(*) != 2
)

select * from single_tags
