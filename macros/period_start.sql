{% macro period_start(instant, period_minutes) -%}
    {{ adapter.dispatch('period_start')(instant, period_minutes) }}
{%- endmacro %}

{% macro default__period_start(instant, period_minutes) -%}
    time_bucket(to_minutes(cast({{ period_minutes }} as bigint)), {{ instant }})
{%- endmacro %}

{% macro spark__period_start(instant, period_minutes) -%}
    {#- Spark's time_bucket wants a constant width; epoch seconds do not care. -#}
    timestamp_seconds(
        unix_seconds({{ instant }}) - pmod(unix_seconds({{ instant }}), cast({{ period_minutes }} as bigint) * 60)
    )
{%- endmacro %}
