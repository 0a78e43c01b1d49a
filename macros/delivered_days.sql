{% macro delivered_days(relation, system, table, newest_at) -%}
    select
        '{{ system }}.{{ table }}' as source_table,
        cast({{ newest_at }} as date) as delivered_date,
        count(*) as row_count,
        count(quarantine_reason) as quarantined_count,
        cast(max({{ newest_at }}) as timestamp) as newest_at
    from {{ relation }}
    where {{ is_live_row(newest_at, of='delivered_date', whole='day') }}
    group by 1, 2
{%- endmacro %}
