{% macro calendar_fade_factor(temperature_c, soc_ratio) -%}
    {#- The casts keep Spark from reading the parameters as decimals. -#}
    (
        cast({{ var('fade_calendar_scale') }} as double)
        * exp({{ var('fade_calendar_temperature_k') }} / ({{ temperature_c }} + {{ var('zero_celsius_k') }}))
        * exp(
            {{ var('fade_calendar_potential_k_per_v') }} * {{ anode_potential_v(soc_ratio) }}
            / ({{ temperature_c }} + {{ var('zero_celsius_k') }})
        )
    )
{%- endmacro %}
