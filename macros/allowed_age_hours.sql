{% macro allowed_age_hours(system, table) -%}
    {%- set contract = raw_contract(system, table) -%}
    {%- set rules = contract.config.meta if contract else {} -%}
    cast({{ (rules.get('expected_interval_minutes', 1440) + rules.get('allowed_lateness_minutes', 0)) / 60 }} as double)
{%- endmacro %}
