{% macro availability_columns(expected_block_minutes, rated_mw, totals='totals') -%}
    {#- Every availability mart divides here, so that no two of them can disagree. -#}
    {%- set coverage = safe_ratio('cast(coalesce(' ~ totals ~ '.known_block_minutes, 0) as double)', expected_block_minutes) -%}
    {{ expected_block_minutes }} as expected_block_minutes,
    coalesce({{ totals }}.known_block_minutes, 0) as known_block_minutes,
    {{ coverage }} as coverage_ratio,
    coalesce({{ totals }}.block_minutes, 0) as block_minutes,
    {{ totals }}.online_block_minutes,
    {{ if_covered(safe_ratio(
        'cast(' ~ totals ~ '.online_block_minutes as double)', totals ~ '.block_minutes'
    ), coverage) }} as time_availability_ratio,
    {%- for basis in ['raw', 'technical', 'contractual'] %}
    {%- set available = totals ~ '.' ~ basis ~ '_available_mw_minutes' %}
    {%- set counted = totals ~ '.' ~ basis ~ '_counted_mw_minutes' %}
    {{ counted }},
    {{ available }},
    {{ if_covered(safe_ratio(available, counted), coverage) }} as {{ basis }}_availability_ratio,
    {%- endfor %}
    {{ totals }}.excluded_mw_minutes,
    {%- for cause in ['forced', 'derated', 'excluded'] %}
    {%- set lost = totals ~ ('.excluded' if cause == 'excluded' else '.' ~ cause ~ '_lost') ~ '_mw_minutes' %}
    {{ lost ~ ',' if cause != 'excluded' }}
    {{ safe_ratio(lost, rated_mw ~ ' * 60') }} as {{ cause }}_equivalent_hours{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
