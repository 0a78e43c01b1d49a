{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- Layers are schemas on DuckDB, where a mart is simply called by its name; Spark has one database for all. -#}
    {%- if custom_schema_name is none or target.type == 'spark' -%}
        {{ target.schema }}
    {%- else -%}
        {{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
