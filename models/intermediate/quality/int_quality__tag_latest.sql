-- One row per asset and historian tag that is due every day, when it last had a value.
-- Loops write the columns below; how their lines break is the template's.
-- noqa: disable=LT02
{%- set tags = {
    'plant': ['p_kw', 'q_kvar', 'v_pu', 'f_hz', 'comms_latency_ms', 'comms_drop_rate', 'ambient_c', 'controller_status', 'cooling_status'],
    'blocks': ['p_kw', 'q_kvar', 'inverter_efficiency_pct', 'module_temp_c', 'voltage_v', 'current_a'],
    'batteries': ['soc_pct', 'soh_pct', 'temp_c_avg', 'temp_c_max', 'voltage_v', 'current_a', 'cycle_count'],
} %}
{%- set ids = {'plant': 'controller_id', 'blocks': 'inverter_id', 'batteries': 'battery_id'} %}
{%- set renamed = {'blocks': {'voltage_v': 'dc_voltage_v', 'current_a': 'dc_current_a'}} %}
with

plant as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

blocks as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
    where quarantine_reason is null
),

batteries as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

rules as (
    select * from {{ ref('quality_rules') }}
),

{% for relation, names in tags.items() -%}
{{ relation }}_newest as (
    select
        {{ ids[relation] }} as asset_id
        {%- for tag in names %},
        max(interval_start_at) filter (where {{ renamed.get(relation, {}).get(tag, tag) }} is not null) as {{ tag }}
        {%- endfor %}
    from {{ relation }}
    group by 1
),

{% endfor -%}
newest as (
    {%- for relation, names in tags.items() %}
    {%- set is_last_relation = loop.last %}
    {%- for tag in names %}
    select
        asset_id,
        '{{ tag }}' as tag,
        {{ tag }} as last_value_at
    from {{ relation }}_newest
    {{ 'union all' if not (is_last_relation and loop.last) }}
    {%- endfor %}
    {%- endfor %}
),

due as (
    select
        assets.site_id,
        assets.asset_id,
        assets.asset_type,
        rules.tag,
        newest.last_value_at
    from assets
    inner join rules on assets.asset_type = rules.asset_type and rules.is_required
    left join newest on assets.asset_id = newest.asset_id and rules.tag = newest.tag
)

select * from due
