{% macro weeks_completed(from_date, to_date) -%}
    cast(floor({{ dbt.datediff(from_date, to_date, 'day') }} / cast(7 as double)) as bigint)
{%- endmacro %}
