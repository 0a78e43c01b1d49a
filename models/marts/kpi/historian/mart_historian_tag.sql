-- One row per site, kind of asset and historian tag, how many samples came of those due, and how they are.
{%- set tags = {
    'controller': [
        'p_kw', 'q_kvar', 'v_pu', 'f_hz', 'f_min_hz', 'f_max_hz', 'setpoint_kw', 'controller_status', 'comms_latency_ms',
        'comms_drop_rate', 'cooling_status', 'ambient_c',
    ],
    'inverter': [
        'p_kw', 'q_kvar', 'pcs_state', 'inverter_efficiency_pct', 'module_temp_c', 'derate_ratio', 'voltage_v', 'current_a',
    ],
    'battery': ['soc_pct', 'soh_pct', 'temp_c_avg', 'temp_c_max', 'voltage_v', 'current_a', 'cycle_count'],
} %}
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

delivered as (
    select * from {{ ref('fact_data_quality') }}
),

due as (
    select
        site_id,
        asset_type,
        count(distinct asset_id) as asset_count,
        sum(expected_count) as due_sample_count,
        sum(row_count) as row_count,
        sum(quarantined_count) as quarantined_count,
        sum(row_count - timely_count) as late_count
    from delivered
    group by 1, 2
),

samples as (
    {%- for asset_type, names in tags.items() %}
    {%- set last_type = loop.last %}
    {%- for tag in names %}
    select
        site_id,
        asset_type,
        '{{ tag }}' as tag,
        count({{ tag }}) as sample_count,
        min(case when {{ tag }} is not null then interval_start_at end) as first_sample_at,
        max(case when {{ tag }} is not null then interval_start_at end) as last_sample_at
    from telemetry
    where asset_type = '{{ asset_type }}'
    group by 1, 2
    {{ 'union all' if not (last_type and loop.last) }}
    {%- endfor %}
    {%- endfor %}
),

counted as (
    select
        samples.site_id,
        sites.site_name,
        samples.asset_type,
        samples.tag,
        due.asset_count,
        samples.sample_count,
        cast(due.due_sample_count as bigint) as due_sample_count,
        cast(due.row_count - samples.sample_count as bigint) as empty_count,
        cast(greatest(due.due_sample_count - due.row_count - due.quarantined_count, 0) as bigint) as missing_count,
        cast(due.quarantined_count as bigint) as quarantined_count,
        cast(due.late_count as bigint) as late_count,
        {{ safe_ratio('cast(samples.sample_count as double)', 'due.due_sample_count') }} as coverage_ratio,
        samples.first_sample_at,
        samples.last_sample_at
    from samples
    inner join sites on samples.site_id = sites.site_id
    inner join due on samples.site_id = due.site_id and samples.asset_type = due.asset_type
)

select * from counted
