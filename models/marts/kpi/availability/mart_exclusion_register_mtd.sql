-- One row per entry of the exclusion register, what it excused in the month to date, if anything.
with

register as (
    select * from {{ ref('fact_exclusion') }}
),

excused as (
    select * from {{ ref('fact_exclusion_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

totals as (
    select
        excused.status_id,
        cast(sum(excused.excused_block_minutes) as bigint) as excused_block_minutes,
        sum(excused.excused_lost_mw_minutes) as excused_lost_mw_minutes,
        sum(excused.grid_excused_lost_mw_minutes) as grid_excused_lost_mw_minutes
    from excused
    inner join as_of
        on excused.site_id = as_of.site_id and {{ within_window('excused.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

described as (
    select
        register.status_id,
        register.site_id,
        sites.site_name,
        register.asset_id,
        register.exclusion_category,
        register.started_at,
        register.ended_at,
        register.registered_by,
        register.document_reference,
        register.reason,
        coalesce(totals.excused_block_minutes, 0) as excused_block_minutes,
        coalesce(totals.excused_lost_mw_minutes, 0) as excused_lost_mw_minutes,
        coalesce(totals.grid_excused_lost_mw_minutes, 0) as grid_excused_lost_mw_minutes,
        {{ safe_ratio('coalesce(totals.excused_lost_mw_minutes, 0)', 'sites.rated_mw * 60') }}
            as excused_equivalent_hours
    from register
    inner join sites on register.site_id = sites.site_id
    left join totals on register.status_id = totals.status_id
)

select * from described
