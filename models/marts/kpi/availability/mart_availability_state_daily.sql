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
        sum(raw_counted_mw_minutes) as raw_counted_mw_minutes,
        sum(lost_mw_minutes) as lost_mw_minutes
    from states
    group by 1, 2, 3
),

shared as (
    select
        totals.site_id,
        sites.site_name,
        totals.site_local_date,
        totals.availability_state,
        totals.block_minutes,
        totals.raw_counted_mw_minutes,
        totals.lost_mw_minutes,
        {{ safe_ratio('totals.lost_mw_minutes', 'sites.rated_mw * 60') }} as equivalent_hours_lost,
        {{ safe_ratio(
            'cast(totals.block_minutes as double)',
            'sum(totals.block_minutes) over (partition by totals.site_id, totals.site_local_date)'
        ) }} as time_share_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
)

select * from shared
