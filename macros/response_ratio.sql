{% macro response_ratio(f_hz, product) -%}
    {#- The deviation that the product answers is positive: below nominal for export, above it for import. -#}
    {%- set side = "(case " ~ product ~ ".direction when 'export' then 1 when 'import' then -1 end)" -%}
    {%- set deviation = "(" ~ side ~ " * (" ~ var('nominal_frequency_hz') ~ " - " ~ f_hz ~ "))" -%}
    {{ side }} * case
        when {{ deviation }} <= {{ product }}.deadband_hz then 0
        when {{ deviation }} >= {{ product }}.full_hz then 1
        when {{ deviation }} <= {{ product }}.knee_hz
            then {{ product }}.knee_ratio * ({{ deviation }} - {{ product }}.deadband_hz)
                / nullif({{ product }}.knee_hz - {{ product }}.deadband_hz, 0)
        else {{ product }}.knee_ratio + (1 - {{ product }}.knee_ratio) * ({{ deviation }} - {{ product }}.knee_hz)
            / nullif({{ product }}.full_hz - {{ product }}.knee_hz, 0)
    end
{%- endmacro %}
