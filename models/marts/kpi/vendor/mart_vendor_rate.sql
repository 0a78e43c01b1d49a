-- One row per block, site and vendor, failures per 1,000 block-hours with their interval, ranked where data suffice.
with

rates as (
    select * from {{ ref('fact_benchmark_rate') }}
),

availability as (
    select * from {{ ref('fact_benchmark_availability') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

{%- set coverage = safe_ratio(
    'cast(availability.known_block_minutes as double)', 'availability.block_minutes'
) %}

judged as (
    select
        rates.entity_type,
        rates.entity_id,
        case rates.entity_type
            when 'block' then assets.asset_name
            when 'site' then sites.site_name
            else rates.entity_id
        end as entity_name,
        rates.vendor,
        coalesce(assets.site_id, sites.site_id) as site_id,
        rates.site_count,
        rates.block_count,
        rates.failure_count,
        rates.operating_block_hours,
        {%- for rate in ['rate', 'rate_lower', 'rate_upper', 'shrunk_rate'] %}
        {{ if_covered('rates.' ~ rate ~ '_per_1000_hours', coverage) }} as {{ rate }}_per_1000_hours,
        {%- endfor %}
        {{ safe_ratio(
            'sum(rates.failure_count) over (partition by rates.entity_type) * 1000',
            'sum(rates.operating_block_hours) over (partition by rates.entity_type)'
        ) }} as fleet_rate_per_1000_hours,
        -- A rate that is blank has no rank.
        rates.operating_block_hours >= {{ limit_of('benchmark_minimum_block_hours') }}
        and coalesce({{ coverage }}, 0) >= {{ var('minimum_coverage_ratio') }} as is_ranked,
        {{ coverage }} as coverage_ratio
    from rates
    left join availability
        on rates.entity_type = availability.entity_type and rates.entity_id = availability.entity_id
    left join assets on rates.entity_id = assets.asset_id and rates.entity_type = 'block'
    left join sites on rates.entity_id = sites.site_id and rates.entity_type = 'site'
),

ranked as (
    select
        *,
        case
            when is_ranked
                then rank() over (partition by entity_type, is_ranked order by rate_per_1000_hours)
        end as rate_rank
    from judged
)

select * from ranked
