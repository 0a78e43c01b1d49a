-- One row per asset, minute and telemetry tag with a value; a view, because stored it would be seven times the facts.
{{ config(materialized='view') }}
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

tag_values as (
    {%- for tag in telemetry_tags() %}
    select
        asset_id,
        site_id,
        asset_type,
        interval_start_at,
        '{{ tag.tag }}' as tag,
        {%- if tag.value_kind == 'state' %}
        cast(null as double) as value_number,
        {{ tag.tag }} as value_text
        {%- else %}
        {{ tag.tag }} as value_number,
        cast(null as {{ dbt.type_string() }}) as value_text
        {%- endif %}
    from telemetry
    where asset_type = '{{ tag.asset_type }}' and {{ tag.tag }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from tag_values
