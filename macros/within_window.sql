{% macro within_window(moment, window, as_of) -%}
    {#- Days count while they are complete; instants up to the newest minute. `as_of` is the alias of dim_as_of. -#}
    {%- set conditions = {
        'mtd': moment ~ ' between ' ~ as_of ~ '.month_start_date and ' ~ as_of ~ '.as_of_date',
        'ytd': moment ~ ' between ' ~ as_of ~ '.year_start_date and ' ~ as_of ~ '.as_of_date',
        '7d': moment ~ ' between ' ~ dbt.dateadd('day', -6, as_of ~ '.as_of_date') ~ ' and ' ~ as_of ~ '.as_of_date',
        '30d': moment ~ ' between ' ~ dbt.dateadd('day', -29, as_of ~ '.as_of_date') ~ ' and ' ~ as_of ~ '.as_of_date',
        '24h': '(' ~ moment ~ ' >= ' ~ minutes_later(as_of ~ '.as_of_at', -var('minutes_per_day'))
            ~ ' and ' ~ moment ~ ' < ' ~ as_of ~ '.as_of_at)',
    } -%}
    {%- if window not in conditions -%}
        {{ exceptions.raise_compiler_error("within_window: " ~ window ~ " is none of " ~ conditions.keys() | join(', ') ~ ".") }}
    {%- endif -%}
    {{ conditions[window] }}
{%- endmacro %}
