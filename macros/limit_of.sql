{% macro limit_of(threshold_id, thresholds='thresholds') -%}
    (select max({{ thresholds }}.limit_value) from {{ thresholds }} where {{ thresholds }}.threshold_id = '{{ threshold_id }}')
{%- endmacro %}
