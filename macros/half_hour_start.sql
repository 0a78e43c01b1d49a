{% macro half_hour_start(instant) -%}
    time_bucket(interval '30' minute, {{ instant }})
{%- endmacro %}
