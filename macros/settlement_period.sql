{% macro settlement_period(instant, time_zone, period_minutes) -%}
    {#- Elapsed periods since local midnight, so that half-hours count to 46 on a 23-hour day and to 50 on a 25-hour one. -#}
    cast(
        floor(
            {{ elapsed_minutes(local_midnight_at(site_local_date(instant, time_zone), time_zone), instant) }}
            / {{ period_minutes }}
        ) + 1 as bigint
    )
{%- endmacro %}
