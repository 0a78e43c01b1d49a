{% macro pence_to_gbp(pence) -%}
    (cast({{ pence }} as double) / 100)
{%- endmacro %}
