{% macro is_live_increment() -%}
    {{ return(var('is_live_update') and is_incremental()) }}
{%- endmacro %}
