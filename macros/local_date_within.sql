{% macro local_date_within(instant, days) -%}
    case
        when {{ instant }} < {{ days }}.next_starts_at then {{ days }}.first_local_date else {{ days }}.last_local_date
    end
{%- endmacro %}
