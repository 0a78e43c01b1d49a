{% macro rounded_volume_mwh(energy_kwh, decimals) -%}
    {#- Registers have three decimals; rounding first keeps a half from being lost in the last bit of a double. -#}
    floor(round({{ energy_kwh }} * power(10, {{ decimals }} - 3), 3) + 0.5) / power(10, {{ decimals }})
{%- endmacro %}
