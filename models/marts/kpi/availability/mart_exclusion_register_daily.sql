-- One row per entry of the exclusion register and site-local day, block-minutes and power that it excused.
with

excused as (
    select * from {{ ref('fact_exclusion_daily') }}
),

register as (
    select * from {{ ref('fact_exclusion') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        status_id,
        site_local_date,
        cast(sum(excused_block_minutes) as bigint) as excused_block_minutes,
        sum(excused_counted_mw_minutes) as excused_counted_mw_minutes,
        sum(excused_lost_mw_minutes) as excused_lost_mw_minutes,
        sum(grid_excused_lost_mw_minutes) as grid_excused_lost_mw_minutes
    from excused
    group by 1, 2
),

described as (
    select
        register.status_id,
        register.site_id,
        sites.site_name,
        totals.site_local_date,
        register.asset_id,
        register.exclusion_category,
        register.registered_by,
        register.document_reference,
        register.reason,
        totals.excused_block_minutes,
        totals.excused_counted_mw_minutes,
        totals.excused_lost_mw_minutes,
        totals.grid_excused_lost_mw_minutes,
        {{ safe_ratio('totals.excused_lost_mw_minutes', 'sites.rated_mw * 60') }} as excused_equivalent_hours
    from totals
    inner join register on totals.status_id = register.status_id
    inner join sites on register.site_id = sites.site_id
)

select * from described
