{% macro keeps_level(measured, level, comparison, tolerance=0) -%}
    {#- Rounded, because a ratio of sums may miss the level it equals by its last bit. -#}
    case
        when {{ comparison }} = 'at_least' then round({{ measured }} + {{ tolerance }}, 9) >= round({{ level }}, 9)
        when {{ comparison }} = 'at_most' then round({{ measured }} - {{ tolerance }}, 9) <= round({{ level }}, 9)
    end
{%- endmacro %}
