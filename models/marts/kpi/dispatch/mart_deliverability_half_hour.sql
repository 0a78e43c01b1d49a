-- One row per site, settlement period and direction, whether what was sold could have been delivered and held.
with

ready as (
    select * from {{ ref('fact_deliverability_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

due as (
    select
        ready.*,
        sites.site_name,
        -- Of the period that runs, only what has passed can be known; it is judged by that.
        greatest(
            least(sites.period_minutes, {{ elapsed_minutes('ready.interval_start_at', 'as_of.as_of_at') }}), 1
        ) as due_minutes
    from ready
    inner join sites on ready.site_id = sites.site_id
    inner join as_of on ready.site_id = as_of.site_id
),

covered as (
    select
        *,
        least({{ safe_ratio('commanded_minutes', 'cast(due_minutes as double)') }}, 1) as coverage_ratio
    from due
),

site_half_hours as (
    select
        site_id,
        site_name,
        interval_start_at,
        settlement_date,
        settlement_period,
        direction,
        contracted_mw,
        headroom_mw,
        required_mwh,
        deliverable_mwh,
        energy_limited_mw,
        {{ if_covered('margin_mw', 'coverage_ratio') }} as margin_mw,
        {{ if_covered('is_short', 'coverage_ratio') }} as is_short,
        case
            when coverage_ratio < {{ var('minimum_coverage_ratio') }} then null
            when not is_short then 'none'
            when is_short and headroom_mw <= energy_limited_mw then 'power'
            when is_short then 'energy'
        end as limited_by,
        coverage_ratio
    from covered
)

select * from site_half_hours
