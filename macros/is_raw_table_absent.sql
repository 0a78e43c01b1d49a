{% macro is_raw_table_absent(system, table) -%}
    {{ return(adapter.dispatch('is_raw_table_absent')(system, table)) }}
{%- endmacro %}

{% macro default__is_raw_table_absent(system, table) -%}
    {#- An owner may have no file of a kind yet, such as disputes; the engine would refuse an empty pattern. -#}
    {%- set pattern = var('raw_root') ~ '/' ~ system ~ '/' ~ table ~ '/**/*.parquet' -%}
    {%- set found = run_query("select count(*) from glob('" ~ pattern ~ "')") -%}
    {{ return(found.columns[0].values()[0] == 0) }}
{%- endmacro %}

{% macro spark__is_raw_table_absent(system, table) -%}
    {{ return((system ~ '.' ~ table) in var('absent_raw_tables')) }}
{%- endmacro %}
