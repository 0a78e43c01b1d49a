-- A tag that the tag and value form leaves out looks as if the plant had never sent it; one that the dictionary does
-- not know has neither name nor unit. Per kind of asset and tag, the values of both forms are counted.
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

tag_values as (
    select
        asset_type,
        tag,
        count(value_number) + count(value_text) as value_count
    from {{ ref('fact_telemetry_tag') }}
    group by 1, 2
),

-- Every column of every kind of asset: a value in a column that is none of its tags is counted too.
cells as (
    {%- for tag in telemetry_tags() | map(attribute='tag') | unique %}
    select
        asset_type,
        '{{ tag }}' as tag,
        count({{ tag }}) as value_count
    from telemetry
    group by 1
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

dictionary as (
    select * from {{ ref('dim_telemetry_tag') }}
)

select
    coalesce(cells.asset_type, tag_values.asset_type) as asset_type,
    coalesce(cells.tag, tag_values.tag) as tag,
    cells.value_count as cell_count,
    tag_values.value_count
from cells
full outer join tag_values on cells.asset_type = tag_values.asset_type and cells.tag = tag_values.tag
left join dictionary
    on
        coalesce(cells.asset_type, tag_values.asset_type) = dictionary.asset_type
        and coalesce(cells.tag, tag_values.tag) = dictionary.tag
where
    coalesce(cells.value_count, 0) != coalesce(tag_values.value_count, 0)
    or (dictionary.tag is null and coalesce(cells.value_count, tag_values.value_count) > 0)
