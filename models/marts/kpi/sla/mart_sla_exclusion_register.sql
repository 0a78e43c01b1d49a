-- One row per entry of the exclusion register, who excused what and by which document, with the minutes it excused.
with

entries as (
    select * from {{ ref('fact_exclusion') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

excused as (
    select * from {{ ref('fact_exclusion_daily') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'contractual_availability'
),

totals as (
    select
        status_id,
        cast(sum(excused_block_minutes) as bigint) as excused_block_minutes,
        sum(excused_counted_mw_minutes) as excused_mw_minutes,
        sum(excused_lost_mw_minutes) as excused_lost_mw_minutes
    from excused
    group by 1
),

named as (
    select
        entries.status_id,
        entries.site_id,
        sites.site_name,
        entries.asset_id,
        entries.exclusion_category,
        entries.started_at,
        entries.ended_at,
        {{ site_local_date('entries.started_at', 'sites.time_zone') }} as site_local_date,
        entries.registered_by,
        entries.document_reference,
        entries.reason,
        coalesce(totals.excused_block_minutes, 0) as excused_block_minutes,
        coalesce(totals.excused_mw_minutes, 0) as excused_mw_minutes,
        coalesce(totals.excused_lost_mw_minutes, 0) as excused_lost_mw_minutes,
        {{ safe_ratio('coalesce(totals.excused_lost_mw_minutes, 0)', 'sites.rated_mw * 60') }}
            as excused_equivalent_hours
    from entries
    inner join sites on entries.site_id = sites.site_id
    left join totals on entries.status_id = totals.status_id
),

-- Whoever guarantees availability on that day is who the entry excuses.
register as (
    select
        named.*,
        clauses.counterparty
    from named
    left join clauses
        on
            named.site_id = clauses.site_id
            and named.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or named.site_local_date < clauses.valid_to_date)
)

select * from register
