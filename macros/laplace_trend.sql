{% macro laplace_trend(mean_age, span, event_count) -%}
    (({{ mean_age }} / {{ span }} - 0.5) * sqrt(12 * {{ event_count }}))
{%- endmacro %}
