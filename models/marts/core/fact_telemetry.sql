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

{%- set assets = {
    'controller': {'relation': 'plant', 'id': 'controller_id'},
    'inverter': {'relation': 'blocks', 'id': 'inverter_id'},
    'battery': {'relation': 'batteries', 'id': 'battery_id'},
} %}
{%- set types = {} %}
{%- for tag in telemetry_tags() %}
{%- do types.update({tag.tag: dbt.type_string() if tag.value_kind == 'state' else 'double'}) %}
{%- endfor %}

all_assets as (
    {%- for asset_type, asset in assets.items() %}
    {%- set own_tags = telemetry_tags(asset_type) | map(attribute='tag') | list %}
    select
        {{ asset.id }} as asset_id,
        site_id,
        '{{ asset_type }}' as asset_type,
        interval_start_at,
        {%- for tag, type in types.items() %}
        {{ tag if tag in own_tags else 'cast(null as ' ~ type ~ ') as ' ~ tag }},
        {%- endfor %}
        ingested_at
    from {{ asset.relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

asset_minutes as (
    select
        all_assets.asset_id,
        all_assets.site_id,
        all_assets.asset_type,
        all_assets.interval_start_at,
        {{ local_date_within('all_assets.interval_start_at', 'days') }} as site_local_date,
        {%- for tag in types %}
        all_assets.{{ tag }},
        {%- endfor %}
        coalesce(all_assets.p_kw, all_assets.soc_pct) is null as is_comms_lost,
        all_assets.ingested_at
    from all_assets
    inner join days
        on all_assets.site_id = days.site_id and cast(all_assets.interval_start_at as date) = days.utc_date
)

select * from asset_minutes
