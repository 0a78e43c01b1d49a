{% macro local_timestamp(instant, time_zone) -%}
    {{ adapter.dispatch('local_timestamp')(instant, time_zone) }}
{%- endmacro %}

{% macro default__local_timestamp(instant, time_zone) -%}
    timezone({{ time_zone }}, timezone('UTC', {{ instant }}))
{%- endmacro %}

{% macro spark__local_timestamp(instant, time_zone) -%}
    from_utc_timestamp({{ instant }}, {{ time_zone }})
{%- endmacro %}
