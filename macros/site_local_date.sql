{% macro site_local_date(instant, time_zone) -%}
    cast({{ local_timestamp(instant, time_zone) }} as date)
{%- endmacro %}
