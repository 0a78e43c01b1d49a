{% macro csv_relation(path) -%}
    {{ return(adapter.dispatch('csv_relation')(path)) }}
{%- endmacro %}

{% macro default__csv_relation(path) -%}
    {{ return("read_csv('" ~ path ~ "', header = true, all_varchar = true)") }}
{%- endmacro %}

{% macro spark__csv_relation(path) -%}
    {#- `csv.path` in a query would take the head for a row. -#}
    {%- set name = 'csv_' ~ modules.re.sub('[^a-z0-9]+', '_', path | lower) -%}
    {%- do run_query("create or replace temporary view " ~ name ~ " using csv options (path '" ~ path ~ "', header 'true')") -%}
    {{ return(name) }}
{%- endmacro %}
