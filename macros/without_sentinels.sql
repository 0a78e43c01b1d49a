{% macro without_sentinels(tag, expression) -%}
    {%- set sentinels = [] -%}
    {%- for row in telemetry_tags() if row.tag == tag and row.sentinel_values != 'none' -%}
        {%- do sentinels.extend(row.sentinel_values.split()) -%}
    {%- endfor -%}
    {%- set nested = namespace(sql=expression) -%}
    {%- for sentinel in sentinels | unique -%}
        {%- set nested.sql = 'nullif(' ~ nested.sql ~ ', ' ~ sentinel ~ ')' -%}
    {%- endfor -%}
    {{ nested.sql }}
{%- endmacro %}
