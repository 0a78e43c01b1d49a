{% macro gbp_per_mw_year(pence, rated_mw_hours) -%}
    ({{ safe_ratio(pence_to_gbp(pence), rated_mw_hours) }} * {{ var('hours_per_year') }})
{%- endmacro %}
