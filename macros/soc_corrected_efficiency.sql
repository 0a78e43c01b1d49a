{% macro soc_corrected_efficiency(discharged, charged, stored_change) -%}
    {#- r solves r × charged = discharged + stored change × √r, a quadratic in √r. Where energy went one way only there was
        no round trip: the efficiency is then that of the one direction. -#}
    case
        when {{ charged }} > 0 and {{ discharged }} > 0
            then power(
                (
                    ({{ stored_change }})
                    + sqrt(power({{ stored_change }}, 2) + 4 * ({{ charged }}) * ({{ discharged }}))
                ) / (2 * ({{ charged }})),
                2
            )
        when {{ charged }} > 0 then ({{ stored_change }}) / ({{ charged }})
        when {{ discharged }} > 0 then {{ safe_ratio(discharged, '-(' ~ stored_change ~ ')') }}
    end
{%- endmacro %}
