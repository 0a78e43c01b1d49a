{% macro gbp_to_pence(gbp) -%}
    cast(round(({{ gbp }}) * 100, 0) as bigint)
{%- endmacro %}
