{% macro delivered_table(relation, system, table, newest_at) -%}
    {%- set contract = raw_contract(system, table) -%}
    {%- set rules = contract.config.meta if contract else {} -%}
    select
        '{{ system }}.{{ table }}' as source_table,
        count(*) as row_count,
        count(quarantine_reason) as quarantined_count,
        cast(max({{ newest_at }}) as timestamp) as newest_at,
        cast({{ (rules.get('expected_interval_minutes', 1440) + rules.get('allowed_lateness_minutes', 0)) / 60 }} as double)
            as allowed_age_hours
    from {{ relation }}
{%- endmacro %}
