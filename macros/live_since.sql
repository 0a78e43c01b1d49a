{% macro live_since(instant, whole='minute') -%}
    {{ timestamp_of(
        "select date_trunc('" ~ whole ~ "', max(cast(" ~ instant ~ " as timestamp)) - to_minutes("
        ~ var('live_late_minutes') ~ ")) from " ~ this
    ) }}
{%- endmacro %}
