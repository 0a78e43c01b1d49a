-- One row per controller, inverter or battery and minute, one typed column per historian tag.
{{ config(
    materialized='incremental' if var('is_live_update') else 'table',
    unique_key=['asset_id', 'interval_start_at'],
    on_schema_change='fail'
) }}
with

plant as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null and {{ is_live_row('interval_start_at') }}
),

blocks as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
    where quarantine_reason is null and {{ is_live_row('interval_start_at') }}
),

batteries as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null and {{ is_live_row('interval_start_at') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

days as (
    {{ local_days_of([
        ref('stg_tmeic__telemetry_plant'), ref('stg_tmeic__telemetry_block'), ref('stg_bms__telemetry_battery')
    ], is_live_row('interval_start_at')) }}
),

{%- set tags = {
    'p_kw': 'double', 'q_kvar': 'double', 'v_pu': 'double', 'f_hz': 'double', 'f_min_hz': 'double', 'f_max_hz': 'double',
    'setpoint_kw': 'double', 'controller_status': dbt.type_string(), 'pcs_state': dbt.type_string(),
    'comms_latency_ms': 'double', 'comms_drop_rate': 'double', 'inverter_efficiency_pct': 'double',
    'cooling_status': dbt.type_string(), 'ambient_c': 'double', 'module_temp_c': 'double', 'derate_ratio': 'double',
    'soc_pct': 'double', 'soh_pct': 'double', 'temp_c_avg': 'double', 'temp_c_max': 'double', 'voltage_v': 'double',
    'current_a': 'double', 'cycle_count': 'double',
} %}
{%- set assets = {
    'plant': {
        'id': 'controller_id', 'type': 'controller', 'tags': [
            'p_kw', 'q_kvar', 'v_pu', 'f_hz', 'f_min_hz', 'f_max_hz', 'setpoint_kw', 'controller_status',
            'comms_latency_ms', 'comms_drop_rate', 'cooling_status', 'ambient_c',
        ],
    },
    'blocks': {
        'id': 'inverter_id', 'type': 'inverter', 'tags': [
            'p_kw', 'q_kvar', 'pcs_state', 'inverter_efficiency_pct', 'module_temp_c', 'derate_ratio',
        ], 'renamed': {'voltage_v': 'dc_voltage_v', 'current_a': 'dc_current_a'},
    },
    'batteries': {
        'id': 'battery_id', 'type': 'battery', 'tags': [
            'soc_pct', 'soh_pct', 'temp_c_avg', 'temp_c_max', 'voltage_v', 'current_a', 'cycle_count',
        ],
    },
} %}

all_assets as (
    {%- for relation, asset in assets.items() %}
    select
        {{ asset.id }} as asset_id,
        site_id,
        '{{ asset.type }}' as asset_type,
        interval_start_at,
        {%- for tag, type in tags.items() %}
        {% if tag in asset.tags %}{{ tag }}
        {%- elif tag in asset.get('renamed', {}) %}{{ asset.renamed[tag] }} as {{ tag }}
        {%- else %}cast(null as {{ type }}) as {{ tag }}
        {%- endif %},
        {%- endfor %}
        ingested_at
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

located as (
    select
        all_assets.asset_id,
        all_assets.site_id,
        all_assets.asset_type,
        all_assets.interval_start_at,
        {{ local_date_within('all_assets.interval_start_at', 'days') }} as site_local_date,
        {%- for tag in tags %}
        all_assets.{{ tag }},
        {%- endfor %}
        coalesce(all_assets.p_kw, all_assets.soc_pct) is null as is_comms_lost,
        all_assets.ingested_at
    from all_assets
    inner join days
        on all_assets.site_id = days.site_id and cast(all_assets.interval_start_at as date) = days.utc_date
)

select * from located
