{% macro anode_potential_v(soc_ratio) -%}
    {#- Graphite against lithium after Safari and Delacourt (2011), with the stoichiometry of BLAST-Lite's LFP cell. -#}
    {%- set x = '(0.0085 + 0.7715 * (' ~ soc_ratio ~ '))' -%}
    (
        0.6379 + 0.5416 * exp(-305.5309 * {{ x }}) + 0.044 * tanh(-({{ x }} - 0.1958) / 0.1088)
        - 0.1978 * tanh(({{ x }} - 1.0571) / 0.0854) - 0.6875 * tanh(({{ x }} + 0.0117) / 0.0529)
        - 0.0175 * tanh(({{ x }} - 0.5692) / 0.0875)
    )
{%- endmacro %}
