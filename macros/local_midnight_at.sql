{% macro local_midnight_at(local_date, time_zone) -%}
    {{ adapter.dispatch('local_midnight_at')(local_date, time_zone) }}
{%- endmacro %}

{% macro default__local_midnight_at(local_date, time_zone) -%}
    timezone('UTC', timezone({{ time_zone }}, cast({{ local_date }} as timestamp)))
{%- endmacro %}

{% macro spark__local_midnight_at(local_date, time_zone) -%}
    to_utc_timestamp(cast({{ local_date }} as timestamp), {{ time_zone }})
{%- endmacro %}
