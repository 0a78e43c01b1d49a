{% macro delivered_table(relation, system, table, newest_at) -%}
    select
        '{{ system }}.{{ table }}' as source_table,
        count(*) as row_count,
        count(quarantine_reason) as quarantined_count,
        cast(max({{ newest_at }}) as timestamp) as newest_at,
        {{ allowed_age_hours(system, table) }} as allowed_age_hours
    from {{ relation }}
{%- endmacro %}
