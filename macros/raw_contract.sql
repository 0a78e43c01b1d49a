{% macro raw_contract(system, table) -%}
    {#- The source definition itself; none while dbt only parses. -#}
    {%- if execute -%}
        {%- for source in graph.sources.values() if source.source_name == system and source.name == table -%}
            {{ return(source) }}
        {%- endfor -%}
        {{ exceptions.raise_compiler_error("There is no raw contract for " ~ system ~ "." ~ table ~ ".") }}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}
