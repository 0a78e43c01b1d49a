{% macro energy_availability_columns(coverage_column, totals='energy_totals') -%}
    {%- set coverage = safe_ratio(
        'cast(' ~ totals ~ '.reported_rack_days as double)', totals ~ '.expected_rack_days'
    ) -%}
    {{ totals }}.online_mwh_minutes,
    {{ totals }}.contract_mwh_minutes,
    {{ totals }}.reported_rack_days,
    {{ totals }}.expected_rack_days,
    {{ coverage }} as {{ coverage_column }},
    {{ if_covered(safe_ratio(totals ~ '.online_mwh_minutes', totals ~ '.contract_mwh_minutes'), coverage) }}
        as energy_availability_ratio
{%- endmacro %}
