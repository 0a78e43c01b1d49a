{% macro local_days_minutes(first_date, last_date, time_zone, as_of_at) -%}
    {{ elapsed_minutes(
        local_midnight_at(first_date, time_zone),
        'least(' ~ local_midnight_at(dbt.dateadd('day', 1, last_date), time_zone) ~ ', ' ~ as_of_at ~ ')'
    ) }}
{%- endmacro %}
