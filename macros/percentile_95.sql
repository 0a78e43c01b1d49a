{% macro percentile_95(expression) -%}
    percentile_cont(0.95) within group (order by {{ expression }})
{%- endmacro %}
