{% macro if_covered(expression, coverage_ratio) -%}
    case when {{ coverage_ratio }} >= {{ var('minimum_coverage_ratio') }} then {{ expression }} end
{%- endmacro %}
