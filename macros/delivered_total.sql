{% macro delivered_total(days, system, table) -%}
    {#- Without a group a table that brought nothing still has its row. -#}
    select
        '{{ system }}.{{ table }}' as source_table,
        cast(coalesce(sum(row_count), 0) as bigint) as row_count,
        cast(coalesce(sum(quarantined_count), 0) as bigint) as quarantined_count,
        max(newest_at) as newest_at,
        {{ allowed_age_hours(system, table) }} as allowed_age_hours
    from {{ days }}
    where source_table = '{{ system }}.{{ table }}'
{%- endmacro %}
