{% macro elapsed_minutes(from_instant, to_instant) -%}
    {{ adapter.dispatch('elapsed_minutes')(from_instant, to_instant) }}
{%- endmacro %}

{% macro default__elapsed_minutes(from_instant, to_instant) -%}
    (date_diff('second', {{ from_instant }}, {{ to_instant }}) / cast(60 as double))
{%- endmacro %}

{% macro spark__elapsed_minutes(from_instant, to_instant) -%}
    ((unix_seconds({{ to_instant }}) - unix_seconds({{ from_instant }})) / cast(60 as double))
{%- endmacro %}
