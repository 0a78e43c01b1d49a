-- One row per site, site-local day and availability state, how the block-minutes of the day were spent.
with

states as (
    select * from {{ ref('fact_availability_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        site_id,
        site_local_date,
        availability_state,
        cast(sum(block_minutes) as bigint) as block_minutes,
        sum(known_block_minutes) as known_block_minutes,
        sum(raw_counted_mw_minutes) as raw_counted_mw_minutes,
        sum(lost_mw_minutes) as lost_mw_minutes
    from states
    group by 1, 2, 3
),

-- What a silent plant did is assumed, whatever state it is put into: coverage is that of the day.
covered as (
    select
        *,
        {{ safe_ratio(
            'cast(sum(known_block_minutes) over (partition by site_id, site_local_date) as double)',
            'sum(block_minutes) over (partition by site_id, site_local_date)'
        ) }} as coverage_ratio,
        {{ safe_ratio(
            'cast(block_minutes as double)', 'sum(block_minutes) over (partition by site_id, site_local_date)'
        ) }} as time_share_ratio
    from totals
),

shared as (
    select
        covered.site_id,
        sites.site_name,
        covered.site_local_date,
        covered.availability_state,
        covered.block_minutes,
        covered.raw_counted_mw_minutes,
        covered.lost_mw_minutes,
        {{ safe_ratio('covered.lost_mw_minutes', 'sites.rated_mw * 60') }} as equivalent_hours_lost,
        {{ if_covered('covered.time_share_ratio', 'covered.coverage_ratio') }} as time_share_ratio,
        covered.coverage_ratio
    from covered
    inner join sites on covered.site_id = sites.site_id
)

select * from shared
