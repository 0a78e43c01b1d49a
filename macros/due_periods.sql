{% macro due_periods(first_date, last_date, time_zone, period_minutes) -%}
    {#- Elapsed time between local midnights, so that a day has 46, 48 or 50 half-hours. -#}
    {{ elapsed_minutes(
        local_midnight_at(first_date, time_zone),
        local_midnight_at("cast(" ~ dbt.dateadd('day', 1, last_date) ~ " as date)", time_zone)
    ) }} / {{ period_minutes }}
{%- endmacro %}
