{% macro timestamp_of(query) -%}
    {#- Asked before the model runs, so that its SQL holds a literal: readers of Parquet skip files that lie before it. -#}
    {%- set found = run_query(query).columns[0].values()[0] -%}
    timestamp '{{ found or "0001-01-01" }}'
{%- endmacro %}
