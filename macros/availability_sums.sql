{% macro availability_sums() -%}
    {%- for column in [
        'block_minutes', 'known_block_minutes', 'online_block_minutes', 'raw_counted_mw_minutes',
        'raw_available_mw_minutes', 'technical_counted_mw_minutes', 'technical_available_mw_minutes',
        'contractual_counted_mw_minutes', 'contractual_available_mw_minutes', 'excluded_mw_minutes',
    ] -%}
    {{ 'cast(' if 'block' in column }}sum({{ column }}){{ ' as bigint)' if 'block' in column }} as {{ column }},
    {% endfor -%}
    sum(case when availability_state = 'forced_outage' then lost_mw_minutes else 0 end) as forced_lost_mw_minutes,
    sum(case when availability_state = 'derated' then lost_mw_minutes else 0 end) as derated_lost_mw_minutes
{%- endmacro %}
