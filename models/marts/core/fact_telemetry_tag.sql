-- One row per asset, minute and historian tag that has a value; a view, because stored it would be ten times the facts.
{{ config(materialized='view') }}
{%- set number_tags = [
    'p_kw', 'q_kvar', 'v_pu', 'f_hz', 'comms_latency_ms', 'comms_drop_rate', 'inverter_efficiency_pct', 'soc_pct', 'soh_pct',
    'temp_c_avg', 'temp_c_max', 'voltage_v', 'current_a', 'cycle_count',
] %}
{%- set state_tags = ['controller_status', 'cooling_status'] %}
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

tags as (
    {%- for tag in number_tags + state_tags %}
    select
        asset_id,
        site_id,
        interval_start_at,
        '{{ tag }}' as tag,
        {%- if tag in number_tags %}
        {{ tag }} as value_number,
        cast(null as {{ dbt.type_string() }}) as value_text
        {%- else %}
        cast(null as double) as value_number,
        {{ tag }} as value_text
        {%- endif %}
    from telemetry
    where {{ tag }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from tags
