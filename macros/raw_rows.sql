{% macro raw_rows(system, table) -%}
    {#- The explicit columns keep the partition column of the folders out, and order that differs between files. -#}
    {%- set relation = source(system, table) -%}
    {%- set contract = raw_contract(system, table) -%}
    {%- set types = {'varchar': dbt.type_string()} -%}
    {%- if contract is none or '__dbt__cte__' in relation | string -%}
        {{ relation }}
    {%- elif is_raw_table_absent(system, table) -%}
        (
            select
                {%- for column in contract.columns.values() %}
                cast(null as {{ types.get(column.data_type, column.data_type) }}) as {{ column.name }}{{ "," if not loop.last }}
                {%- endfor %}
            where 1 = 0
        )
    {%- else -%}
        (
            select
                {%- for column in contract.columns.values() %}
                cast({{ column.name }} as {{ types.get(column.data_type, column.data_type) }}) as {{ column.name }}{{ "," if not loop.last }}
                {%- endfor %}
            from {{ raw_relation(system, table) }}
        )
    {%- endif -%}
{%- endmacro %}
