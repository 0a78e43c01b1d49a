{% macro quarantined_rows(relation, system, table, asset_id="cast(null as " ~ dbt.type_string() ~ ")", interval_start_at="cast(null as timestamp)") -%}
    select
        '{{ system }}.{{ table }}' as source_table,
        quarantine_reason,
        {{ asset_id }} as asset_id,
        {{ interval_start_at }} as interval_start_at,
        {{ row_as_json(relation) }} as row_json
    from {{ relation }}
    where quarantine_reason is not null
{%- endmacro %}
