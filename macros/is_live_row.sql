{% macro is_live_row(instant, of=none, whole='minute') -%}
    {%- if is_live_increment() -%}
        {{ instant }} >= {{ live_since(of or instant, whole) }}
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
