{% macro telemetry_tags(asset_type=none) -%}
    {#- Reads the seed's file, not its table: SQL must compile, and the linter run, before any seed is loaded. The path is
        relative to the project, as raw_root is; unit tests do not know the graph that could tell it. -#}
    {%- if not execute -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set relation = csv_relation('seeds/telemetry_tags.csv') -%}
    {%- set found = run_query('select * from ' ~ relation ~ ' order by asset_type, cast(tag_order as int)') -%}
    {%- set tags = [] -%}
    {%- for row in found.rows -%}
        {%- set tag = {} -%}
        {%- for name in found.column_names -%}
            {%- do tag.update({name: none if row[name] in (none, '') else row[name] | string}) -%}
        {%- endfor -%}
        {%- if asset_type is none or tag.asset_type == asset_type -%}
            {%- do tags.append(tag) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if not tags -%}
        {{ exceptions.raise_compiler_error("seeds/telemetry_tags.csv has no tag of asset type '" ~ asset_type ~ "'.") }}
    {%- endif -%}
    {{ return(tags) }}
{%- endmacro %}
