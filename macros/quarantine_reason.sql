{% macro quarantine_reason(system, table) -%}
    {#- Rules stand in the raw contract; a row shows the first that it breaks. Later files may repeat earlier keys:
        whichever copy is read first counts, the others are duplicates. -#}
    {%- set contract = raw_contract(system, table) -%}
    {%- if contract is none -%}
        cast(null as {{ dbt.type_string() }})
    {%- else -%}
        case
        {%- for column in contract.columns.values() -%}
            {%- set rule = column.config.meta %}
            {%- if rule.required %}
            when {{ column.name }} is null then '{{ column.name }}: required'
            {%- endif %}
            {%- if column.data_type == 'double' %}
            when {{ column.name }} in (cast('nan' as double), cast('infinity' as double), cast('-infinity' as double))
                then '{{ column.name }}: not a finite number'
            {%- endif %}
            {%- if rule.minimum is defined %}
            when {{ column.name }} < {{ rule.minimum }} then '{{ column.name }}: below {{ rule.minimum }}'
            {%- endif %}
            {%- if rule.maximum is defined %}
            when {{ column.name }} > {{ rule.maximum }} then '{{ column.name }}: above {{ rule.maximum }}'
            {%- endif %}
            {%- if rule.accepted_values is defined %}
            when {{ column.name }} not in ({% for value in rule.accepted_values %}'{{ value }}'{{ ", " if not loop.last }}{% endfor %})
                then '{{ column.name }}: not an accepted value'
            {%- endif %}
        {%- endfor %}
            when row_number() over (partition by {{ contract.config.meta.key | join(', ') }} order by {{ contract.config.meta.key | join(', ') }}) > 1
                then '{{ contract.config.meta.key | join(', ') }}: duplicate key'
        end
    {%- endif -%}
{%- endmacro %}
