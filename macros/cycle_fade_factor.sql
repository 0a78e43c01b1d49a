{% macro cycle_fade_factor(temperature_c, depth_ratio, c_rate) -%}
    (
        (
            cast({{ var('fade_cycle_base') }} as double)
            + cast({{ var('fade_cycle_per_depth') }} as double) * {{ depth_ratio }}
            + cast({{ var('fade_cycle_per_c_rate') }} as double) * {{ c_rate }}
        ) * exp({{ var('fade_cycle_temperature_k') }} / ({{ temperature_c }} + {{ var('zero_celsius_k') }}))
    )
{%- endmacro %}
