{% macro minutes_later(instant, minutes) -%}
    {{ adapter.dispatch('minutes_later')(instant, minutes) }}
{%- endmacro %}

{% macro default__minutes_later(instant, minutes) -%}
    ({{ instant }} + to_minutes(cast({{ minutes }} as bigint)))
{%- endmacro %}

{% macro spark__minutes_later(instant, minutes) -%}
    timestampadd(MINUTE, cast({{ minutes }} as int), {{ instant }})
{%- endmacro %}
