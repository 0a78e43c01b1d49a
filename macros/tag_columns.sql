{% macro tag_columns(system, table) -%}
    {#- A name that the source does not have fails when the query runs. -#}
    {%- for tag in telemetry_tags() if tag.source_table == system ~ '.' ~ table -%}
        {{ tag.source_column }}{% if tag.source_column != tag.tag %} as {{ tag.tag }}{% endif %}{{ ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
