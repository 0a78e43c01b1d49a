{% macro stored_kw(power_kw, service_ratio, conversions='conversions', rated_kw='rated_kw') -%}
    (
        {{ power_kw }}
        + {{ conversions }}.no_load_loss_ratio * {{ rated_kw }} * {{ service_ratio }}
        + {{ conversions }}.linear_loss_ratio * abs({{ power_kw }})
        + coalesce(
            {{ conversions }}.quadratic_loss_ratio * ({{ power_kw }}) * ({{ power_kw }})
            / nullif({{ rated_kw }} * {{ service_ratio }}, 0),
            0
        )
    )
{%- endmacro %}
