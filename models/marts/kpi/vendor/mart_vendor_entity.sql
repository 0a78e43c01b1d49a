-- One row per block, site and vendor, failure rate and contractual availability with intervals, ranked where known.
with

entities as (
    select * from {{ ref('fact_benchmark_entity') }}
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

covered as (
    select
        *,
        {{ safe_ratio('cast(known_block_minutes as double)', 'block_minutes') }} as coverage_ratio
    from entities
),

compared as (
    select
        covered.entity_type,
        covered.entity_id,
        case covered.entity_type
            when 'block' then assets.asset_name
            when 'site' then sites.site_name
            else covered.entity_id
        end as entity_name,
        covered.vendor,
        coalesce(assets.site_id, sites.site_id) as site_id,
        covered.site_count,
        covered.block_count,
        covered.failure_count,
        covered.operating_block_hours,
        {%- for rate in ['rate', 'rate_lower', 'rate_upper', 'shrunk_rate'] %}
        {{ if_covered('covered.' ~ rate ~ '_per_1000_hours', 'covered.coverage_ratio') }} as {{ rate }}_per_1000_hours,
        {%- endfor %}
        {{ safe_ratio(
            'sum(covered.failure_count) over (partition by covered.entity_type) * 1000',
            'sum(covered.operating_block_hours) over (partition by covered.entity_type)'
        ) }} as fleet_rate_per_1000_hours,
        -- A rate that is blank has no rank.
        covered.operating_block_hours >= {{ limit_of('benchmark_minimum_block_hours') }}
        and coalesce(covered.coverage_ratio, 0) >= {{ var('minimum_coverage_ratio') }} as is_ranked,
        covered.block_minutes,
        covered.known_block_minutes,
        covered.contractual_counted_mw_minutes,
        covered.contractual_available_mw_minutes,
        {{ if_covered(
            safe_ratio('covered.contractual_available_mw_minutes', 'covered.contractual_counted_mw_minutes'),
            'covered.coverage_ratio'
        ) }} as contractual_availability_ratio,
        covered.availability_lower_ratio,
        covered.availability_upper_ratio,
        covered.coverage_ratio
    from covered
    left join assets on covered.entity_id = assets.asset_id and covered.entity_type = 'block'
    left join sites on covered.entity_id = sites.site_id and covered.entity_type = 'site'
),

ranked_entities as (
    select
        *,
        case
            when is_ranked
                then rank() over (partition by entity_type, is_ranked order by rate_per_1000_hours)
        end as rate_rank
    from compared
)

select * from ranked_entities
