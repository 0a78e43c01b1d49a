{% macro raw_relation(system, table) -%}
    {{ adapter.dispatch('raw_relation')(system, table) }}
{%- endmacro %}

{% macro default__raw_relation(system, table) -%}
    {{ source(system, table) }}
{%- endmacro %}

{% macro spark__raw_relation(system, table) -%}
    parquet.`{{ var('raw_root') }}/{{ system }}/{{ table }}`
{%- endmacro %}
