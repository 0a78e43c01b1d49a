{% macro energy_value_pence(energy_mwh, price_gbp_per_mwh) -%}
    cast(round(100 * ({{ energy_mwh }}) * ({{ price_gbp_per_mwh }})) as bigint)
{%- endmacro %}
