-- One row per controller, inverter or battery and minute, how many samples it brought and which checks they failed.
-- Loops write the columns below; how their lines break is the template's.
-- noqa: disable=LT02
{%- set assets = {
    'controller': {'model': 'stg_tmeic__telemetry_plant', 'id': 'controller_id'},
    'inverter': {'model': 'stg_tmeic__telemetry_block', 'id': 'inverter_id'},
    'battery': {'model': 'stg_bms__telemetry_battery', 'id': 'battery_id'},
} %}
{#- Tags without limits are not judged. #}
{%- for asset_type, asset in assets.items() %}
{%- do asset.update({'tags': telemetry_tags(asset_type) | rejectattr('minimum', 'none') | list}) %}
{%- endfor %}
{#- Charge by the battery's own voltage and current [points of its nameplate]; discharge counts down. #}
{%- set soc_step = '(-moved.voltage_v * moved.current_a / 60e3 / limits.nameplate_dc_kwh * 100)' %}
with

asset_rules as (
    select * from {{ ref('int_quality__asset_rule') }}
),

{%- for asset_type, asset in assets.items() %}

{{ asset_type }}_samples as (
    select * from {{ ref(asset.model) }}
    where quarantine_reason is null
),

-- Limits of each asset beside each other, so that every sample is judged in one pass.
{{ asset_type }}_limits as (
    select
        asset_id,
        max(rated_kva) as rated_kva,
        max(nameplate_dc_kwh) as nameplate_dc_kwh
        {%- for rule in asset.tags %}
        {%- for limit in ['minimum', 'maximum', 'max_change_per_minute', 'flat_line_minutes'] %},
        max(case when tag = '{{ rule.tag }}' then {{ limit }} end) as {{ rule.tag }}_{{ limit }}
        {%- endfor %}{% endfor %}
    from asset_rules
    where asset_type = '{{ asset_type }}'
    group by 1
),

{{ asset_type }}_remembered as (
    select
        {{ asset.id }} as asset_id,
        interval_start_at,
        -- Over a hole nothing is known: neither a rate of change nor standing still.
        coalesce(
            lag(interval_start_at) over (partition by {{ asset.id }} order by interval_start_at)
            = {{ minutes_later('interval_start_at', -1) }},
            false
        ) as follows_directly
        {%- for rule in asset.tags %},
        {{ rule.tag }}
        {%- if rule.max_change_per_minute or rule.flat_line_minutes %},
        lag({{ rule.tag }}) over (partition by {{ asset.id }} order by interval_start_at) as {{ rule.tag }}_before
        {%- endif %}
        {%- endfor %}
    from {{ asset_type }}_samples
),

{{ asset_type }}_moved as (
    select
        *
        {%- for rule in asset.tags if rule.flat_line_minutes %}
        {%- set tag = rule.tag %},
        max(
            case when not follows_directly or {{ tag }} is distinct from {{ tag }}_before then interval_start_at end
        ) over (
            partition by asset_id order by interval_start_at rows between unbounded preceding and current row
        ) as {{ tag }}_moved_at
        {%- endfor %}
    from {{ asset_type }}_remembered
),

{{ asset_type }}_judged as (
    select
        moved.asset_id,
        moved.interval_start_at
        {%- for rule in asset.tags %}
        {%- set tag = rule.tag %},
        moved.{{ tag }} is not null as {{ tag }}_sample,
        coalesce(
            moved.{{ tag }} < limits.{{ tag }}_minimum or moved.{{ tag }} > limits.{{ tag }}_maximum, false
        ) as {{ tag }}_range,
        {% if rule.max_change_per_minute -%}
        coalesce(
            moved.follows_directly
            and abs(moved.{{ tag }} - moved.{{ tag }}_before) > limits.{{ tag }}_max_change_per_minute,
            false
        )
        {%- else %}false{% endif %} as {{ tag }}_rate,
        {% if rule.flat_line_minutes -%}
        coalesce(
            moved.{{ tag }} != 0
            and {{ elapsed_minutes('moved.' ~ tag ~ '_moved_at', 'moved.interval_start_at') }}
            >= limits.{{ tag }}_flat_line_minutes
            {%- if tag == 'soc_pct' %}
            -- A battery at rest keeps its charge.
            and abs({{ soc_step }}) >= {{ var('soc_moving_points') }}
            {%- endif %},
            false
        )
        {%- else %}false{% endif %} as {{ tag }}_flat,
        {% if tag == 'soc_pct' -%}
        coalesce(
            moved.follows_directly
            and abs(moved.soc_pct - moved.soc_pct_before - {{ soc_step }}) > {{ var('soc_step_tolerance_points') }},
            false
        )
        {%- elif tag == 'p_kw' -%}
        coalesce(
            sqrt(moved.p_kw * moved.p_kw + moved.q_kvar * moved.q_kvar)
            > limits.rated_kva * (1 + {{ var('apparent_power_tolerance_ratio') }}), false)
        {%- else %}false{% endif %} as {{ tag }}_cross
        {%- endfor %}
    from {{ asset_type }}_moved as moved
    inner join {{ asset_type }}_limits as limits on moved.asset_id = limits.asset_id
),
{%- endfor %}

sample_counts as (
    {%- for asset_type, asset in assets.items() %}
    select
        asset_id,
        interval_start_at,
        {%- for check in ['sample', 'range', 'rate', 'flat', 'cross'] %}
        {% for rule in asset.tags -%}
        cast({{ rule.tag }}_{{ check }} as int)
        {% if not loop.last %}+ {% endif -%}
        {%- endfor -%}
        as {{ check }}_count,
        {%- endfor %}
        -- A sample that fails two checks is one bad sample.
        {% for tag in asset.tags | map(attribute='tag') -%}
        cast({{ tag }}_range or {{ tag }}_rate or {{ tag }}_flat or {{ tag }}_cross as int)
        {% if not loop.last %}+ {% endif -%}
        {%- endfor -%}
        as flagged_count
    from {{ asset_type }}_judged
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from sample_counts
