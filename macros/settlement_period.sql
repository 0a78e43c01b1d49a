{% macro settlement_period(instant, time_zone) -%}
    {#- Elapsed half-hours since local midnight, so that a 23-hour day has 46 and a 25-hour day 50. -#}
    cast(
        floor({{ elapsed_minutes(local_midnight_at(site_local_date(instant, time_zone), time_zone), instant) }} / 30) + 1
        as bigint
    )
{%- endmacro %}
