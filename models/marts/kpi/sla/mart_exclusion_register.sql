-- One row per entry of the exclusion register, who excused what and by which document, with the minutes it excused.
with

exclusions as (
    select * from {{ ref('fact_exclusion') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'contractual_availability'
),

entries as (
    select
        exclusions.status_id,
        exclusions.site_id,
        sites.site_name,
        exclusions.asset_id,
        exclusions.exclusion_category,
        exclusions.started_at,
        exclusions.ended_at,
        {{ site_local_date('exclusions.started_at', 'sites.time_zone') }} as site_local_date,
        exclusions.registered_by,
        exclusions.document_reference,
        exclusions.reason,
        exclusions.excused_block_minutes,
        exclusions.excused_mw_minutes,
        exclusions.excused_lost_mw_minutes,
        {{ safe_ratio('exclusions.excused_lost_mw_minutes', 'sites.rated_mw * 60') }} as excused_equivalent_hours
    from exclusions
    inner join sites on exclusions.site_id = sites.site_id
),

-- Whoever guarantees availability on that day is who the entry excuses.
register as (
    select
        entries.*,
        clauses.counterparty
    from entries
    left join clauses
        on
            entries.site_id = clauses.site_id
            and entries.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or entries.site_local_date < clauses.valid_to_date)
)

select * from register
