-- One row per asset and historian tag that is due every day, when it last had a value.
-- Loops write the columns below; how their lines break is the template's.
-- noqa: disable=LT02
{%- set assets = {
    'controller': {'relation': 'plant', 'id': 'controller_id'},
    'inverter': {'relation': 'blocks', 'id': 'inverter_id'},
    'battery': {'relation': 'batteries', 'id': 'battery_id'},
} %}
{%- for asset_type, asset in assets.items() %}
{%- set required = telemetry_tags(asset_type) | selectattr('is_required', 'equalto', 'true') %}
{%- do asset.update({'tags': required | map(attribute='tag') | list}) %}
{%- endfor %}
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

required_tags as (
    select * from {{ ref('telemetry_tags') }}
    where is_required
),

{% for asset in assets.values() -%}
{{ asset.relation }}_newest as (
    select
        {{ asset.id }} as asset_id
        {%- for tag in asset.tags %},
        max(interval_start_at) filter (where {{ tag }} is not null) as {{ tag }}
        {%- endfor %}
    from {{ asset.relation }}
    group by 1
),

{% endfor -%}
newest as (
    {%- for asset in assets.values() %}
    {%- set is_last_asset = loop.last %}
    {%- for tag in asset.tags %}
    select
        asset_id,
        '{{ tag }}' as tag,
        {{ tag }} as last_value_at
    from {{ asset.relation }}_newest
    {{ 'union all' if not (is_last_asset and loop.last) }}
    {%- endfor %}
    {%- endfor %}
),

due_tags as (
    select
        assets.site_id,
        assets.asset_id,
        assets.asset_type,
        required_tags.tag,
        newest.last_value_at
    from assets
    inner join required_tags on assets.asset_type = required_tags.asset_type
    left join newest on assets.asset_id = newest.asset_id and required_tags.tag = newest.tag
)

select * from due_tags
